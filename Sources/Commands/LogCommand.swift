import ArgumentParser
import Foundation
import Records
import Workflows

/// `winnow log`: list the commits of a project, newest first.
struct LogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "List the commits of a project, newest first", discussion: "Example: winnow log --project sms")
    @OptionGroup var options: ProjectOptions

    func run() async throws {
        let (workflows, actor, project) = try await options.open()
        let list = try await workflows.commits(of: project, as: actor)
        if options.json { return try Output.json(list) }
        for commit in list.commits {
            let time = Date(timeIntervalSince1970: Double(commit.madeAt.milliseconds) / 1000).formatted(.iso8601)
            Output.data("\(commit.id.prefix(12))  \(time)  \(commit.author)  \(commit.items) items  \(commit.message)")
        }
    }
}
