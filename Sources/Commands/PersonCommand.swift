import ArgumentParser
import Records
import Workflows

/// `winnow person`: add people and give them parts in projects.
struct PersonCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person", abstract: "Add people and give them parts in projects",
        discussion: "Example: winnow person add ada --role annotator --project sms --password-stdin",
        subcommands: [Add.self, RoleSet.self, Invite.self, List.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make an account", discussion: "Example: winnow person add ada --role annotator --project sms --password-stdin < password.txt")
        @OptionGroup var options: ProjectOptions
        @Argument(help: "Sign-in name") var login: String
        @Option(help: "Name to show") var name: String?
        @Option(help: "One of owner, manager, reviewer, annotator, worker, viewer") var role: Role = .annotator
        @Flag(help: "Read the password from standard input") var passwordStdin = false

        func run() async throws {
            let (workflows, actor) = try await options.workspace.open()
            let project = role == .owner ? options.project : try await options.open().project
            let password = passwordStdin ? readLine(strippingNewline: true) ?? "" : nil
            let person = try await workflows.addPerson(as: actor, login: login, name: name, password: password, project: project, role: role)
            if options.json { return try Output.json(person) }
            Output.say("made `\(person.login)`" + (password == nil ? "; without a password they cannot sign in: use `winnow person invite`" : ""))
        }
    }

    struct RoleSet: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "role", abstract: "Give somebody a role in a project", discussion: "Example: winnow person role ada reviewer --project sms")
        @OptionGroup var options: ProjectOptions
        @Argument(help: "Sign-in name") var login: String
        @Argument(help: "One of manager, reviewer, annotator, worker, viewer") var role: Role

        func run() async throws {
            let (workflows, actor, project) = try await options.open()
            try await workflows.setRole(as: actor, project: project, login: login, role: role)
            if options.json { return try Output.json(["login": login, "project": project, "role": role.rawValue]) }
            Output.say("`\(login)` is \(role.rawValue) of `\(project)`")
        }
    }

    struct Invite: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a one-time link that makes an account with a role", discussion: "Example: winnow person invite --role annotator --project sms --hours 48")
        @OptionGroup var options: ProjectOptions
        @Option(help: "Role it gives") var role: Role = .annotator
        @Option(parsing: .unconditional, help: "How long it lasts") var hours = 72.0

        func validate() throws {
            guard (0.1...720).contains(hours) else { throw ValidationError("an invitation lasts between 0.1 and 720 hours, not \(hours)") }
        }

        func run() async throws {
            let (workflows, actor, project) = try await options.open()
            let link = try await workflows.invite(as: actor, project: project, role: role, hours: hours)
            if options.json { return try Output.json(link) }
            Output.data(link.link)
            Output.say("the path of a page of the server: put its address in front, such as http://127.0.0.1:8080\(link.link)")
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List accounts and their roles", discussion: "Example: winnow person list")
        @OptionGroup var workspace: WorkspaceOptions

        func run() async throws {
            let (workflows, actor) = try await workspace.open()
            let list: PeopleList = try await workflows.people(as: actor)
            if workspace.json { return try Output.json(list) }
            var table = TextTable("login", "name", "roles")
            for person in list.people {
                table.add(person.login, person.name, (person.isOwner ? ["owner"] : []).joined() + person.roles.map { "\($0.project): \($0.role.rawValue)" }.joined(separator: ", "))
            }
            Output.data(table.text)
        }
    }
}

extension Role: ExpressibleByArgument {}
