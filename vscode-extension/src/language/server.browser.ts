import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
} from 'vscode-languageserver/browser';
import { serve } from './serve.ts';

// SAFETY: this file is the whole of a dedicated worker; the compiler's libraries know only its base.
const worker = globalThis as unknown as DedicatedWorkerGlobalScope;

serve(createConnection(new BrowserMessageReader(worker), new BrowserMessageWriter(worker)));
