import ArgumentParser
import Foundation
import Records
import Workflows

/// `winnow jobs`: see what long work was asked for, and stop it.
struct JobsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jobs", abstract: "See what long work was asked for, and stop it",
        discussion: "Example: winnow jobs list --project sms", subcommands: [List.self, Cancel.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List jobs, newest first, with how far they are", discussion: "Example: winnow jobs list --project sms --kind suggest")
        @OptionGroup var options: ProjectOptions
        @Option(help: "Only this kind of job", completion: CatalogName.completion("jobs"), transform: CatalogName.oneOf("jobs")) var kind: String?
        @OptionGroup var limit: ListLimit

        func run() async throws {
            let (workflows, actor, project) = try await options.open()
            let list = try await workflows.jobs(of: project, as: actor, kind: kind, limit: limit.limit)
            if options.json { return try Output.json(list) }
            var table = TextTable("job", "kind", "state", "done", "asked", "error")
            for job in list.jobs {
                let done = job.total.map { total in total > 0 ? "\(job.done * 100 / total) %" : "" } ?? "\(job.done)"
                table.add(job.id.description, job.kind, job.state.rawValue, done, CommandTime.text(job.createdAt), job.error ?? "")
            }
            Output.data(table.text)
        }
    }

    struct Cancel: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Stop a job at its next step; what it has finished is kept", discussion: "Example: winnow jobs cancel 06af928h1f4cf")
        @OptionGroup var workspace: WorkspaceOptions
        @Argument(help: "The job, as `winnow jobs list` names it") var job: String

        func validate() throws {
            guard JobID(Substring(job)) == nil else { return }
            throw ValidationError("`\(job)` is the name of no job; `winnow jobs list` has them")
        }

        func run() async throws {
            let (workflows, actor) = try await workspace.open()
            guard let id = JobID(Substring(job)) else { return }
            try await workflows.cancelJob(id, as: actor)
            let cancelled = try await workflows.job(id, as: actor)
            if workspace.json { return try Output.json(cancelled) }
            Output.say(cancelled.state == .cancelled ? "cancelled" : "it stops at its next step")
        }
    }
}

/// A moment as lists show it.
enum CommandTime {
    static func text(_ time: Timestamp) -> String {
        Date(timeIntervalSince1970: Double(time.milliseconds) / 1000).formatted(.iso8601)
    }
}
