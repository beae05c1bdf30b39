/** Every method's handler. The type is total: a missing or an extra one does not compile. */
import { exportTrail, listEvents, summariseTrail, verifyTrail } from './audit/audit-handlers.ts';
import { bronzeValidation } from './checks/builtin-suite.ts';
import { checkFile } from './checks/check-file.ts';
import {
  checkHistory,
  failingAlone,
  getSuite,
  latestValidation,
  listSuites,
  parseSuiteText,
} from './checks/check-queries.ts';
import { listExpectations } from './checks/list-expectations.ts';
import { runCheck } from './checks/run-check.ts';
import { convertSuite } from './checks/suite/convert-suite.ts';
import { parseSuite } from './checks/suite/parse-suite.ts';
import { tryExpectation } from './checks/try-expectation.ts';
import type { Handlers } from './context.ts';
import { duckdbVersion } from './db/database.ts';
import { storeVersion } from './db/store.ts';
import { describeLoad, listLoads } from './intake/describe-loads.ts';
import { loadIds } from './intake/load-store.ts';
import { previewSource } from './intake/preview.ts';
import { runLoad } from './intake/run-load.ts';
import { readMetrics } from './metrics/exposition.ts';
import { checkTarget } from './publish/check-target.ts';
import { planPublish } from './publish/plan-publish.ts';
import { getManifest, listPublishes } from './publish/publish-queries.ts';
import { runPublish } from './publish/run-publish.ts';
import { correct } from './review/correct.ts';
import { exclude, reinstate, waive } from './review/decide.ts';
import { decided } from './review/decided.ts';
import { facets, patternCounts } from './review/facets.ts';
import { history } from './review/history.ts';
import { recordDetail } from './review/record-detail.ts';
import { rejectDetail } from './review/reject-detail.ts';
import { repair } from './review/repair.ts';
import { suggestions } from './review/suggestions.ts';
import { undo } from './review/undo.ts';
import { families, recordWindow, rejects, valueCounts } from './review/windows.ts';
import { consume } from './stream/consume.ts';
import { listBatches, listStreams } from './stream/list-streams.ts';
import { listRedriven, redrive } from './stream/redrive/redrive.ts';
import { commitRun } from './spark/commit-run.ts';
import { judgeRun } from './spark/judge-run.ts';
import { getPlan } from './spark/plan-file.ts';
import { planSpark } from './spark/plan-run.ts';
import { pullQuarantine } from './spark/pull-quarantine.ts';
import { writePatch } from './spark/write-patch.ts';

export const handlers: Handlers = {
  'workspace.get': async (_input, { db, workspace, appVersion }) => ({
    path: workspace.path,
    app_version: appVersion,
    duckdb_version: duckdbVersion,
    store_version: storeVersion,
    loads: (await db.read(loadIds)).size,
  }),

  'source.preview': previewSource,
  'load.start': runLoad,
  'load.list': (input, { db }) => db.read((connection) => listLoads(connection, input)),
  'load.get': ({ load }, { db }) => db.read((connection) => describeLoad(connection, load)),

  'suite.parse': ({ text }) => Promise.resolve(parseSuiteText(text)),
  'suite.builtin': () => Promise.resolve(bronzeValidation),
  'suite.convert': ({ text, generation }) => Promise.resolve(convertSuite(parseSuite(text).suite, generation)),
  'suite.list': listSuites,
  'suite.get': getSuite,
  'expectation.list': () => Promise.resolve(listExpectations()),
  'check.run': runCheck,
  'check.try': tryExpectation,
  'check.alone': failingAlone,
  'check.history': checkHistory,
  'check.latest': latestValidation,
  'check.file': checkFile,

  'quarantine.window': recordWindow,
  'quarantine.rejects': rejects,
  'quarantine.families': families,
  'quarantine.values': valueCounts,
  'quarantine.patterns': patternCounts,
  'quarantine.facets': facets,
  'record.get': ({ record_id: id }, context) => recordDetail(id, context),
  'reject.get': rejectDetail,
  'review.suggestions': suggestions,

  'review.correct': correct,
  'review.waive': waive,
  'review.exclude': exclude,
  'review.reinstate': reinstate,
  'review.repair': repair,
  'review.undo': undo,
  'review.decided': decided,
  'review.history': history,

  'publish.target': checkTarget,
  'publish.plan': planPublish,
  'publish.run': runPublish,
  'publish.list': listPublishes,
  'publish.manifest': getManifest,

  'stream.consume': consume,
  'stream.list': listStreams,
  'stream.loads': listBatches,
  'stream.status': (_input, { streams }) => Promise.resolve(streams.list()),
  'stream.pause': ({ stream }, { streams }) => Promise.resolve(streams.pause(stream)),
  'stream.resume': ({ stream }, { streams }) => Promise.resolve(streams.resume(stream)),
  'stream.redrive': redrive,
  'stream.redriven': listRedriven,
  'spark.plan': planSpark,
  'spark.get': getPlan,
  'spark.judge': judgeRun,
  'spark.commit': commitRun,
  'spark.pull': pullQuarantine,
  'spark.patch': writePatch,

  'audit.list': listEvents,
  'audit.summary': summariseTrail,
  'audit.export': exportTrail,
  'audit.verify': verifyTrail,

  'task.list': (_input, { tasks }) => Promise.resolve(tasks.list()),
  'task.cancel': ({ task }, { tasks }) => Promise.resolve({ cancelled: tasks.cancel(task) }),
  'metrics.read': readMetrics,
};
