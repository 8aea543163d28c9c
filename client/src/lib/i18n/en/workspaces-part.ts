/** What is needed once somebody chooses a workspace, or looks at who is in one. */
import { workspaces } from './workspaces.ts';

export const messages = { ...workspaces };
