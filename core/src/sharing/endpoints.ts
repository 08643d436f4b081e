import { cardEndpoints } from './endpoints-cards.ts';
import { communityEndpoints } from './endpoints-community.ts';
import { notebookEndpoints } from './endpoints-notebooks.ts';
import { peopleEndpoints } from './endpoints-people.ts';
import { versionEndpoints } from './endpoints-versions.ts';

/** Every endpoint of the sharing server, by the name the client calls it. */
export const endpoints = {
  ...notebookEndpoints,
  ...versionEndpoints,
  ...cardEndpoints,
  ...communityEndpoints,
  ...peopleEndpoints,
} as const;
export type EndpointName = keyof typeof endpoints;
