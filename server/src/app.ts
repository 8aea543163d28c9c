/** The only place that knows every feature: makes them, wires them, starts and stops them in order. */
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import * as Y from 'yjs';
import { invitationRoutes } from './access/invitation-routes.ts';
import { claimInvitation } from './access/invitations.ts';
import { watchLinkExpiry } from './access/link-expiry.ts';
import { adoptVisits } from './access/link-visits.ts';
import { noteInvitationRoutes } from './access/note-invitation-routes.ts';
import { claimNoteInvitation, isNoteInvitation } from './access/note-invitations.ts';
import { noteAccessRoutes } from './access/note-routes.ts';
import { requireOnlyIn } from './access/only-in-workspace.ts';
import { shareLinkRoutes } from './access/share-link-routes.ts';
import { workspaceRoutes } from './access/workspace-routes.ts';
import { findAttachment } from './attachments/queries.ts';
import { sendAttachment } from './attachments/read.ts';
import { attachmentRoutes } from './attachments/routes.ts';
import { startSweep } from './attachments/sweep.ts';
import { makeAuth } from './auth/better-auth.ts';
import { guardByKeys } from './auth/key-door.ts';
import { keyRoutes } from './auth/key-routes.ts';
import { authRoutes } from './auth/routes.ts';
import { commentRoutes } from './comments/routes.ts';
import { sweepComments } from './comments/sweep.ts';
import { copyNote } from './copy-note.ts';
import { prepareFirstSignIn } from './first-sign-in.ts';
import { History } from './history/history.ts';
import { type LiveNote, restoreRoutes } from './history/restore/restore-routes.ts';
import { historyRoutes } from './history/routes.ts';
import { versionRoutes } from './history/version-routes.ts';
import { historyPolicyRoutes } from './history/retention/policy-routes.ts';
import { Retention } from './history/retention/retention.ts';
import { contentOf } from './note-content.ts';
import { favouriteRoutes } from './notes/favourite-routes.ts';
import { orderRoutes } from './notes/order-routes.ts';
import { startRankJob } from './notes/rank-job.ts';
import { noteRoutes } from './notes/routes.ts';
import { startTrashJob } from './notes/trash-job.ts';
import { activityRoutes } from './notifications/activity-routes.ts';
import { Notices } from './notifications/notices.ts';
import { notificationRoutes } from './notifications/routes.ts';
import { unsubscribeRoutes } from './notifications/unsubscribe-routes.ts';
import { openBlobFolder } from './platform/blob-folder.ts';
import type { Config } from './platform/config.ts';
import type { Context } from './platform/context.ts';
import { type DatabaseTarget, openPool } from './platform/db.ts';
import { Events } from './platform/events.ts';
import { healthRoutes } from './platform/health.ts';
import { type Http, makeHttp } from './platform/http.ts';
import type { Log } from './platform/log.ts';
import { openMailer } from './platform/mail.ts';
import { makeMetrics } from './platform/metrics.ts';
import { migrate } from './platform/migrate.ts';
import { outboxPage } from './platform/outbox-page.ts';
import { ApiError } from './platform/problem.ts';
import { openRedis } from './platform/redis.ts';
import { serveClient } from './platform/static-files.ts';
import { Indexing } from './search/indexing.ts';
import { searchRoutes } from './search/routes.ts';
import { RenderedNotes } from './sharing/rendered-notes.ts';
import { pageRoutes } from './sharing/routes.ts';
import { contentRoutes } from './sync/content-routes.ts';
import { syncRoutes } from './sync/routes.ts';
import { makeSync, type Sync } from './sync/sync.ts';

export interface App {
  port: number;
  /** Saves what waits, says what it could not save, closes everything; within about 9 s whatever is down. */
  stop(): Promise<void>;
}

export interface AppOptions {
  config: Config;
  secret: string;
  database: DatabaseTarget;
  log: Log;
}

/** How long a stop waits for the database to take what is not saved yet. */
const save_ms_max = 6_000;
/** How long requests and connections may take to end; what is still open then is cut. */
const close_ms_max = 1_500;

/** @throws whatever stopped the start; nothing is left open then */
export async function startApp({ config, secret, database, log }: AppOptions): Promise<App> {
  const ctx = makeContext(config, secret, database, log);
  const sync = makeSync(ctx);
  const history = new History(ctx);
  const retention = new Retention(ctx);
  const pages = new RenderedNotes(ctx);
  const http = await makeHttp(ctx);
  const close = async () => {
    await Promise.all([
      within(close_ms_max, http.close(), () => http.server.closeAllConnections()),
      within(close_ms_max, ctx.events.stop(), () => undefined),
    ]);
    ctx.redis?.stop();
    ctx.mailer?.stop();
    await within(close_ms_max, ctx.db.end(), () => undefined);
  };
  try {
    await migrate(ctx.db, log);
    ctx.events.start();
    await addRoutes(http, ctx, sync, history, retention, pages);
    await http.listen({ port: config.port, host: config.host });
  } catch (error) {
    await close();
    throw error;
  }
  sync.open(http.server);
  const jobs = [
    startSweep(ctx),
    startTrashJob(ctx),
    startRankJob(ctx),
    sweepComments(ctx),
    watchLinkExpiry(ctx),
  ];
  retention.start();
  const indexing = new Indexing(ctx);
  indexing.start();
  const notices = new Notices(ctx);
  notices.start();
  return {
    port: (http.server.address() as AddressInfo).port,
    async stop() {
      const unsaved = await sync.stop(save_ms_max);
      if (unsaved > 0) {
        log.error(
          { updates: unsaved },
          'stopped with updates that could not be saved; none was acknowledged',
        );
      }
      await within(
        close_ms_max,
        Promise.all([...jobs, history, retention, indexing, notices, pages].map((job) => job.stop())),
        () => undefined,
      );
      await close();
    },
  };
}

async function addRoutes(
  http: Http,
  ctx: Context,
  sync: Sync,
  history: History,
  retention: Retention,
  pages: RenderedNotes,
): Promise<void> {
  const auth = makeAuth(ctx);
  guardByKeys(http, ctx, { requireOnlyIn: (bounds, ids) => requireOnlyIn(ctx, bounds, ids) });
  healthRoutes(http, ctx);
  outboxPage(http, ctx);
  authRoutes(http, ctx, auth, {
    onSignedIn: (person) => prepareFirstSignIn(ctx, person),
    claimInvitation: (token) =>
      isNoteInvitation(ctx, token) ? claimNoteInvitation(ctx, token) : claimInvitation(ctx, token),
    adoptGuest: (guest_id, person_id) => adoptVisits(ctx, guest_id, person_id),
  });
  keyRoutes(http, ctx, auth);
  workspaceRoutes(http, ctx, auth);
  invitationRoutes(http, ctx, auth);
  noteAccessRoutes(http, ctx, auth);
  shareLinkRoutes(http, ctx, auth);
  noteInvitationRoutes(http, ctx, auth);
  const content = contentOf(ctx, sync);
  noteRoutes(http, ctx, auth, content);
  orderRoutes(http, ctx, auth, content);
  favouriteRoutes(http, ctx, auth);
  commentRoutes(http, ctx, auth);
  attachmentRoutes(http, ctx, auth);
  syncRoutes(http, ctx, auth);
  contentRoutes(http, ctx, auth, sync);
  historyRoutes(http, ctx, auth, history);
  restoreRoutes(http, ctx, auth, history, liveNote(ctx, sync));
  versionRoutes(http, ctx, auth);
  searchRoutes(http, ctx, auth);
  historyPolicyRoutes(http, ctx, auth, retention);
  notificationRoutes(http, ctx, auth);
  activityRoutes(http, ctx, auth);
  await unsubscribeRoutes(http, ctx);
  pageRoutes(http, ctx, auth, pages, async (request, reply, note_id, id) => {
    const file = await findAttachment(ctx.db, note_id, id);
    if (!file) throw new ApiError('not_found', 'This note has no such file.');
    return sendAttachment(ctx, request, reply, file);
  });
  await serveClient(http);
}

function makeContext(config: Config, secret: string, database: DatabaseTarget, log: Log): Context {
  const redis = config.redisUrl === null ? null : openRedis(config.redisUrl, log);
  const db = openPool(database, log);
  const blobs = openBlobFolder(join(config.dataDir, 'blobs'));
  const events = new Events(database, log);
  const mailer = openMailer(config);
  return { config, secret, db, database, blobs, redis, events, mailer, log, metrics: makeMetrics() };
}

function liveNote(ctx: Context, sync: Sync): LiveNote {
  return {
    state: (note_id) => sync.read(note_id, (doc) => Y.encodeStateAsUpdate(doc)),
    edit: (note_id, person, edit) => sync.edit(note_id, person, (doc) => Y.applyUpdate(doc, edit)),
    copy: (of_note_id, { id }, state) => copyNote(ctx, of_note_id, id, state),
  };
}

async function within(ms: number, work: Promise<unknown>, onTimeout: () => void): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      onTimeout();
      resolve();
    }, ms);
  });
  await Promise.race([work, timeout]);
  clearTimeout(timer);
}
