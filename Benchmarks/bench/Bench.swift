import Foundation
import Records
import Storage
import Workflows

/// The figures the project promises, measured on this machine and printed as JSON; never asserted.
///
///     swift run -c release -Xswiftc -enable-testing bench [items]      1,000,000 items unless said otherwise
///
/// Run it on a quiet machine: the durable figures follow the disk, the others the processor.
@main
enum Bench {
    static func main() async throws {
        let items = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 1_000_000
        let folder = NSTemporaryDirectory() + "winnow-bench-\(ProcessInfo.processInfo.processIdentifier)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var measurements = try importing(items, folder)
        measurements += try await working(folder + "/workspace", items: items)
        measurements += try serving(folder + "/workspace")
        try BenchmarkReport(commit: commit(), measurements: measurements).print()
    }

    static let winnow = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent("winnow").path
    static let annotators = 8

    private static func commit() -> String {
        (try? Child.run("/usr/bin/git", "rev-parse", "--short", "HEAD").output.trimmingCharacters(in: .whitespacesAndNewlines)) ?? "unknown"
    }

    // MARK: Importing

    /// `items` lines of 120 characters through the command line, as a user would.
    private static func importing(_ items: Int, _ folder: String) throws -> [Measurement] {
        try Data("""
            winnow: 1
            project: lines
            objective: Measure how fast lines come in
            media: text
            questions:
              - {name: topic, kind: choice, labels: [one, two]}
            sources:
              - {name: lines, kind: table, path: lines.jsonl, licence: CC0-1.0, origin: synthetic}

            """.utf8).write(to: URL(fileURLWithPath: folder + "/winnow.yaml"))
        FileManager.default.createFile(atPath: folder + "/lines.jsonl", contents: nil)
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: folder + "/lines.jsonl"))
        for start in stride(from: 0, to: items, by: 10_000) {
            let lines = (start..<min(start + 10_000, items)).map { number in
                "{\"text\":\"" + "The line of number \(number) says nothing that another does not say".padding(toLength: 108, withPad: " and so on", startingAt: 0) + "\"}\n"
            }
            file.write(Data(lines.joined().utf8))
        }
        try file.close()
        let workspace = folder + "/workspace"
        _ = try Child.run(winnow, "init", "--workspace", workspace)
        _ = try Child.run(winnow, "project", "apply", folder + "/winnow.yaml", "--workspace", workspace)
        let run = try Child.run(winnow, "collect", "--workspace", workspace)
        return [
            Measurement("import \(items) JSON lines", run.seconds, "s", bar: 40),
            Measurement("import, most memory", run.peakMiB, "MiB", bar: 400),
        ]
    }

    // MARK: Labelling at the workflows

    private static func working(_ workspace: String, items: Int) async throws -> [Measurement] {
        let workflows = try await Workflows.open(workspace: workspace)
        let owner = Actor(person: nil, name: "local:bench", isOwner: true)
        var actors: [Records.Actor] = []
        for number in 0..<annotators {
            let person = try await workflows.addPerson(as: owner, login: "bench\(number)", name: nil, password: "correct horse battery", project: "lines", role: .annotator)
            let project = try await workflows.projectID("lines")
            actors.append(Actor(person: person.id, name: person.login, isOwner: false, roles: project.map { [$0: .annotator] } ?? [:]))
        }
        let latencies = try await withThrowingTaskGroup(of: [Double].self) { group in
            for actor in actors {
                group.addTask {
                    var times: [Double] = []
                    for _ in 0..<250 { times.append(try await seconds { _ = try await workflows.next(in: "lines", as: actor) }.1 * 1000) }
                    return times
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        let saves = 500
        let (_, spent) = try await seconds {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for actor in actors {
                    group.addTask {
                        let held = try await workflows.next(in: "lines", as: actor, count: 1, resume: true).assignments[0].assignment
                        for counter in 0..<saves {
                            let draft = DraftRequest(counter: counter, annotation: Annotation(answers: ["topic": .choice("one")]), activeSeconds: 1)
                            _ = try await workflows.saveDraft(held, as: actor, draft)
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
        let (_, page) = try await seconds { _ = try await workflows.items(of: "lines", as: owner, ItemQuery(limit: 100, after: ItemID(raw: 1))) }
        try await workflows.close()
        return [
            Measurement("next at \(items) items, 8 at once, p95", percentile(latencies, 0.95), "ms", bar: 5),
            Measurement("durable saves, 8 at once", Double(saves * annotators) / spent, "1/s", bar: 2000, atLeast: true),
            Measurement("page of 100 items", page * 1000, "ms", bar: 10),
        ]
    }

    // MARK: Serving

    private static func serving(_ workspace: String) throws -> [Measurement] {
        let tokens = try (0..<annotators).map { number in
            try Child.run(winnow, "token", "create", "bench\(number)", "--workspace", workspace).output.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        let start = ContinuousClock.now
        let server = try Child.start(winnow, "serve", "--workspace", workspace, "--port", "0", "--print-port")
        defer { server.process.terminate() }
        guard let port = Int(server.firstLine()) else { throw LoopbackClient.Failure.badResponse("the server printed no port") }
        _ = try LoopbackClient(port: port, token: nil).send("GET", "/v1/health")
        let first = (ContinuousClock.now - start) / .seconds(1)
        Thread.sleep(forTimeInterval: 2)
        let idle = memoryMiB(of: server.process.processIdentifier, "VmRSS") ?? .nan
        return [
            Measurement("start to first answer", first, "s", bar: 0.3),
            Measurement("idle memory", idle, "MiB", bar: 100),
            Measurement("saves through HTTP, 8 clients", try saving(port, tokens), "1/s", bar: 1000, atLeast: true),
        ]
    }

    private static func saving(_ port: Int, _ tokens: [String]) throws -> Double {
        let rounds = 400
        let clients = try tokens.map { try LoopbackClient(port: port, token: $0) }
        let held = try clients.map { client in
            let body = try client.send("POST", "/v1/projects/lines/next", json: "{\"count\":1}").body
            guard let id = try JSONParser.parse(body)["assignments"]?[0]?["assignment"]?.string else {
                throw LoopbackClient.Failure.badResponse(String(decoding: body, as: UTF8.self))
            }
            return id
        }
        let failures = FailureCount()
        let start = ContinuousClock.now
        let threads = zip(clients, held).map { client, id in
            SavingThread(client: client, assignment: id, rounds: rounds, failures: failures)
        }
        threads.forEach { $0.start() }
        threads.forEach { $0.finished.wait() }
        let spent = (ContinuousClock.now - start) / .seconds(1)
        guard failures.count == 0 else { throw LoopbackClient.Failure.badResponse("\(failures.count) saves were refused") }
        return Double(rounds * clients.count) / spent
    }
}

/// One annotator that saves drafts as fast as it is answered, on a thread of its own.
struct SavingThread: @unchecked Sendable {
    let client: LoopbackClient
    let assignment: String
    let rounds: Int
    let failures: FailureCount
    let finished = DispatchSemaphore(value: 0)

    func start() {
        Thread {
            for counter in 0..<rounds {
                let body = "{\"counter\":\(counter),\"annotation\":{\"answers\":{\"topic\":{\"choice\":\"two\"}}},\"activeSeconds\":1}"
                let status = (try? client.send("PUT", "/v1/assignments/\(assignment)/draft", json: body).status) ?? 0
                if status != 200 { failures.add() }
            }
            finished.signal()
        }.start()
    }
}

final class FailureCount: @unchecked Sendable {
    private let lock = NSLock()
    private(set) var count = 0
    func add() { lock.withLock { count += 1 } }
}
