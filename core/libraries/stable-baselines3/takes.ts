import { by, refuse, type Takes } from '../../src/library/takes.ts';

/** Environments that gymnasium 1 makes without extra packages. Source: its registry, classic control. */
const PLAIN_WORLDS =
  /(Acrobot-v1|CartPole-v[01]|MountainCar-v0|MountainCarContinuous-v0|Pendulum-v1)/;

export const takes: Takes = ({ facts, ours }) => {
  if (!ours) return null;
  return PLAIN_WORLDS.test([facts.id, ...facts.files].join(' '))
    ? by('reinforcement-learning')
    : refuse(`The world that ${facts.id} acts in needs more than gymnasium itself.`);
};
