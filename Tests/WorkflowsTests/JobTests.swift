import Foundation
import Records
import Storage
import Testing

@testable import Workflows

@Suite("Jobs")
struct JobTests {
    private func queued(_ aviary: Aviary) async throws -> JobID { try await aviary.workflows.collect("birds", as: aviary.owner)[0].job }

    /// As a process left it that claimed the job and died, or lives.
    private func claim(_ job: JobID, as worker: String, _ aviary: Aviary) async throws {
        try await aviary.workflows.store.write { [store = aviary.workflows.store] in _ = try $0.jobs.claim(job, worker: worker, now: store.now()) }
    }

    @Test("asked for twice, the same work is one job until it has ended")
    func once() async throws {
        let aviary = try await Aviary()
        try aviary.write([(key: "b0", text: "one", label: nil)])
        let job = try await queued(aviary)
        #expect(try await queued(aviary) == job)
        try await aviary.workflows.perform(job)
        #expect(try await queued(aviary) != job)
    }

    @Test("one left by a process of this machine that died is taken up at once, where it stood")
    func deadProcess() async throws {
        let aviary = try await Aviary()
        try aviary.write([(key: "b0", text: "one", label: nil)])
        let job = try await queued(aviary)
        let ended = Process()
        ended.executableURL = URL(fileURLWithPath: "/bin/true")
        try ended.run()
        ended.waitUntilExit()
        try await claim(job, as: Worker(machine: Worker.this.machine, process: ended.processIdentifier, start: 1).name, aviary)
        #expect(try await aviary.workflows.perform(job).state == .done)
    }

    @Test("one whose process number belongs to a later process is taken up at once too")
    func reusedNumber() async throws {
        let aviary = try await Aviary()
        try aviary.write([(key: "b0", text: "one", label: nil)])
        let job = try await queued(aviary)
        let this = Worker.this
        try await claim(job, as: Worker(machine: this.machine, process: this.process, start: (this.start ?? 0) + 1).name, aviary)
        #expect(try await aviary.workflows.perform(job).state == .done)
    }

    @Test("one of another machine is left alone until it has been silent")
    func elsewhere() async throws {
        let aviary = try await Aviary()
        try aviary.write([(key: "b0", text: "one", label: nil)])
        let job = try await queued(aviary)
        try await claim(job, as: "another machine:1:1", aviary)
        #expect(await aviary.code { _ = try await aviary.workflows.perform(job) } == "job.busy")
        aviary.clock.advance(seconds: 11)
        #expect(try await aviary.workflows.perform(job).state == .done)
    }

    @Test("one of a living process of this machine is its own however far the clock jumps", arguments: [11, 86_400, -86_400])
    func living(jump: Int64) async throws {
        let aviary = try await Aviary()
        try aviary.write([(key: "b0", text: "one", label: nil)])
        let job = try await queued(aviary)
        try await claim(job, as: Worker.this.name, aviary)
        aviary.clock.advance(seconds: jump)
        #expect(await aviary.code { _ = try await aviary.workflows.perform(job) } == "job.busy")
    }

    @Test("a worker's name can be read again; what is none is nobody's", arguments: ["", "host:1", "host:x:1", "host:1:2:3"])
    func names(name: String) {
        #expect(Worker(name: Worker.this.name) == Worker.this)
        #expect(!Worker.this.isGone && Worker.this.isAlive)
        #expect(Worker(name: name)?.isGone != true && Worker(name: name)?.isAlive != true)
    }

    @Test("one cancelled before it ran never runs; one that has ended cannot be cancelled")
    func cancelled() async throws {
        let aviary = try await Aviary()
        try aviary.write([(key: "b0", text: "one", label: nil)])
        let job = try await queued(aviary)
        try await aviary.workflows.cancelJob(job, as: aviary.owner) as Void
        #expect(try await aviary.workflows.job(job, as: aviary.owner).state == .cancelled)
        #expect(await aviary.code { _ = try await aviary.workflows.perform(job) } == "job.busy")
        #expect(await aviary.code { try await aviary.workflows.cancelJob(job, as: aviary.owner) as Void } == "job.ended")
        #expect(try await aviary.workflows.items(of: "birds", as: aviary.owner, ItemQuery()).items.isEmpty)
    }

    @Test("one cancelled while it runs keeps what it had finished, and a new one brings the rest")
    func resumed() async throws {
        let aviary = try await Aviary()
        // Three batches of 2,000 lines.
        try aviary.write((0..<5000).map { (key: "b\($0)", text: "sighting", label: nil) })
        let job = try await queued(aviary)
        let code = await aviary.code {
            _ = try await aviary.workflows.perform(job) { _, _ in
                // The first batch is in; the row is told, and the next batch hears of it.
                Task { try? await aviary.workflows.cancelJob(job, as: aviary.owner) as Void }
            }
        }
        let kept = try await aviary.workflows.overview(of: "birds", as: aviary.owner).counts.items
        #expect(code == "job.cancelled" || (code == nil && kept == 5000))
        #expect(kept > 0 && (kept.isMultiple(of: 2000) || kept == 5000))
        let report = try await aviary.collect()
        #expect(report["added"] == .int(Int64(5000 - kept)))
        #expect(try await aviary.workflows.overview(of: "birds", as: aviary.owner).counts.items == 5000)
    }

    @Test("a job that fails, or is cancelled before it goes on, ends its run, whoever did the job", arguments: [true, false])
    func endedRun(fails: Bool) async throws {
        let aviary = try await Aviary()
        let job = try await queued(aviary)
        let run = Run(id: RunID(raw: job.raw), project: try await aviary.project, step: "collect", startedAt: aviary.clock.now)
        try await aviary.workflows.store.write { try $0.runs.insert(run) }
        if fails {
            // There is no file to collect.
            #expect(await aviary.code { _ = try await aviary.workflows.perform(job) } != nil)
        } else {
            try await aviary.workflows.cancelJob(job, as: aviary.owner) as Void
        }
        let ended = try await aviary.workflows.store.read { try $0.runs.find(run.id) }
        #expect(ended?.state == (fails ? .failed : .cancelled))
        #expect((ended?.report["error"] != nil) == fails)
        #expect(ended?.endedAt != nil)
    }

    @Test("a project's jobs are listed newest first, a page at a time, of one kind or all")
    func list() async throws {
        let aviary = try await Aviary()
        try aviary.write([(key: "b0", text: "one", label: nil)])
        for _ in 0..<3 {
            try await aviary.collect()
            aviary.clock.tick()
        }
        try await aviary.workflows.perform(try await aviary.workflows.prepare("birds", as: aviary.owner).job)
        let page = try await aviary.workflows.jobs(of: "birds", as: aviary.owner, limit: 3)
        #expect(page.jobs.map(\.kind) == ["prepare", "collect", "collect"])
        let rest = try await aviary.workflows.jobs(of: "birds", as: aviary.owner, limit: 3, before: page.next)
        #expect(rest.jobs.count == 1 && rest.next == nil)
        #expect(try await aviary.workflows.jobs(of: "birds", as: aviary.owner, kind: "collect").jobs.count == 3)
    }

    @Test("a shipment says on request by which rule an answer counts")
    func settledBy() async throws {
        let aviary = try await Aviary()
        try await aviary.items(1)
        try await aviary.submit("b0", "owl", as: try await aviary.person("ada"))
        _ = try await aviary.workflows.commit("birds", as: aviary.owner, message: "one")
        for (asked, expected) in [(false, false), (true, true)] {
            let job = try await aviary.workflows.ship("birds", as: aviary.owner, format: "jsonl", settledBy: asked).job
            try await aviary.workflows.perform(job)
            let shipment = try #require(try await aviary.workflows.shipments(of: "birds", as: aviary.owner).shipments.first { $0.id.raw == job.raw })
            let name = try #require(shipment.files.map(\.name).first { $0.hasSuffix(".jsonl") })
            let path = try await aviary.workflows.shippedFile(shipment.id, name, of: "birds", as: aviary.owner)
            let text = try String(contentsOfFile: path, encoding: .utf8)
            #expect(text.contains("\"settled_by\"") == expected && text.contains("one annotator") == expected)
        }
    }
}
