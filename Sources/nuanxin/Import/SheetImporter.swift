import Importing
import Postgres
import RecordsStore

/// What came of one sheet.
struct SheetOutcome: Sendable {
    let job: ImportJob
    /// nil after a trial, which leaves no batch behind.
    let batch: Int64?
    let summary: Intake.BatchSummary.Row
    let findings: [Intake.BatchFindings.Row]
    /// Rows that were refused or must be asked about.
    let notImported: [Intake.RefusedRows.Row]
}

/// Takes sheets through intake: opened, loaded by COPY, judged, committed; each in one transaction.
struct SheetImporter: Sendable {
    let session: RecordsSession
    let progress: ImportProgress

    /// Imports one sheet and keeps what can be kept.
    func importSheet(_ job: ImportJob) async throws -> SheetOutcome {
        let outcome = try await session.transaction { transaction in
            try await run(job, in: transaction, commits: true)
        }
        progress.clear()
        return outcome
    }

    /// Judges sheets as if they were imported one after the other, and takes everything back.
    func tryOut(_ jobs: [ImportJob]) async throws -> [SheetOutcome] {
        do {
            try await session.transaction { transaction in
                var outcomes: [SheetOutcome] = []
                for (index, job) in jobs.enumerated() {
                    // The next sheet may rest on this one.
                    outcomes.append(try await run(job, in: transaction, commits: index < jobs.count - 1))
                }
                throw Trial(outcomes: outcomes)
            }
            return []
        } catch let trial as Trial {
            progress.clear()
            return trial.outcomes.map { outcome in
                SheetOutcome(
                    job: outcome.job, batch: nil, summary: outcome.summary, findings: outcome.findings,
                    notImported: outcome.notImported)
            }
        }
    }

    /// Thrown so that the transaction rolls back.
    private struct Trial: Error {
        let outcomes: [SheetOutcome]
    }

    private nonisolated(nonsending) func run(
        _ job: ImportJob, in transaction: Transaction, commits: Bool
    ) async throws -> SheetOutcome {
        let opened = try await transaction.run(
            Intake.OpenBatch(
                form: job.sheet.form.rawValue, fileName: job.file, sheetName: job.sheet.name, fileSha256: job.digest,
                context: job.contextJSON))
        let batch = IntakeBatch.ID(rawValue: opened.batchID)
        let number = batch.description
        let rows = job.sheet.rows
        _ = try await transaction.copyIn(
            "COPY intake.row_loading (batch_id, row_number, clean, raw, flags) FROM STDIN"
        ) { writer in
            for (index, row) in rows.enumerated() {
                if index % 100 == 0 { progress.show(say("装入", "loading"), of: job.file, done: index, all: rows.count) }
                try await writer.write(row: [number, String(row.number), row.cleanJSON, row.rawJSON, row.flagsJSON])
            }
        }
        progress.show(say("判定", "judging"), of: job.file, done: rows.count, all: rows.count)
        try await transaction.run(Intake.JudgeBatch(batchID: batch))
        if commits {
            progress.show(say("提交", "committing"), of: job.file, done: rows.count, all: rows.count)
            try await transaction.run(Intake.CommitBatch(batchID: batch))
        }
        let (summary, findings, refused) = try await transaction.run(
            Intake.BatchSummary(batchID: batch), Intake.BatchFindings(batchID: batch),
            Intake.RefusedRows(batchID: batch))
        return SheetOutcome(
            job: job, batch: opened.batchID, summary: summary, findings: findings, notImported: refused)
    }
}
