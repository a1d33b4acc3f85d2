import Foundation
import Preparing

/// Where the files lie that steps need and the product does not carry, such as the language profiles: they are made of other
/// people's data by the scripts in `tools/`, so they stay outside the binary and the repository.
///
/// The first of these that is said decides, and nothing is looked for elsewhere then: a folder that was named, the variable
/// `WINNOW_MODELS`. Where neither is: `models` beside the program, then `models` of the build folder it lies in.
public struct ModelFolder: Sendable, Hashable {
    /// A file that a step reads. Another one is a case here and a function that reads it.
    public enum File: String, Sendable, CaseIterable {
        /// Frequencies of runs of letters, written by `tools/build-languages`.
        case languages = "languages.bin"
        /// What tells names in texts, written by `tools/train-names`.
        case names = "names.bin"
    }

    public static let variable = "WINNOW_MODELS"
    /// Looked through in this order.
    public let folders: [String]

    public init(_ named: String? = nil) {
        self.init(named, environment: ProcessInfo.processInfo.environment, program: Bundle.main.executableURL?.resolvingSymlinksInPath())
    }

    init(_ named: String?, environment: [String: String], program: URL?) {
        if let said = named ?? environment[Self.variable].flatMap({ $0.isEmpty ? nil : $0 }) {
            folders = [said]
        } else {
            folders = program.map(Self.beside) ?? []
        }
    }

    private static func beside(_ program: URL) -> [String] {
        let folder = program.deletingLastPathComponent()
        let above = sequence(first: folder) { $0.path == "/" || $0.path.isEmpty ? nil : $0.deletingLastPathComponent() }
        return ([folder] + above.filter { $0.lastPathComponent == ".build" }.prefix(1)).map { $0.appendingPathComponent("models").path }
    }

    /// The first that there is; nil when none is.
    public func path(of file: File) -> String? {
        folders.map { $0 + "/" + file.rawValue }.first { FileManager.default.fileExists(atPath: $0) }
    }

    /// - Throws: `models.missing` when there are no profiles, `models.damaged` when they cannot be read.
    func languages() throws -> LanguageIdentifier {
        let path = try needed(.languages, "there are no language profiles", script: "tools/build-languages")
        guard let bytes = FileManager.default.contents(atPath: path) else { throw WorkflowError(.unavailable, "models.damaged", "`\(path)` cannot be read") }
        do { return LanguageIdentifier(try LanguageProfiles([UInt8](bytes))) } catch {
            throw WorkflowError(.unprocessable, "models.damaged", "`\(path)` holds no language profiles: \(error)", hint: "make it anew with `tools/build-languages --force`")
        }
    }

    /// - Throws: `models.missing` when there is no model of names, `models.damaged` when it cannot be read.
    func names() throws -> NameTagger {
        let path = try needed(.names, "there is no model of names", script: "tools/train-names")
        return try NameFile(path).tagger()
    }

    private func needed(_ file: File, _ lack: String, script: String) throws -> String {
        if let path = path(of: file) { return path }
        let places = folders.map { "`\($0)`" }.joined(separator: " or ")
        throw WorkflowError(
            .unavailable, "models.missing", "\(lack): no `\(file.rawValue)` in \(places.isEmpty ? "any folder" : places)",
            hint: "`\(script)` in a checkout makes the file; name its folder with `--models` or \(Self.variable), or put it into `models` beside the program")
    }
}
