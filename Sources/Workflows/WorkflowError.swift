import Records

/// Why a use case could not be carried out: facts for both skins, words included because people read them as they are.
///
/// The command line prints message and hint and maps `kind` to an exit code; HTTP maps it to a status.
public struct WorkflowError: Error, Sendable, Equatable {
    public enum Kind: Sendable, Equatable {
        case badInput, notSignedIn, forbidden, notFound, conflict, unprocessable, tooLarge, throttled, unavailable
    }

    public var kind: Kind
    /// Stable and documented, like `project.unknown`.
    public var code: String
    public var message: String
    public var hint: String?
    public var findings: [Finding]

    public init(_ kind: Kind, _ code: String, _ message: String, hint: String? = nil, findings: [Finding] = []) {
        self.kind = kind
        self.code = code
        self.message = message
        self.hint = hint
        self.findings = findings
    }
}

extension WorkflowError {
    static func unknownProject(_ slug: String) -> WorkflowError {
        WorkflowError(.notFound, "project.unknown", "there is no project `\(slug)` here", hint: "`winnow project list` shows the projects of this workspace")
    }

    static func forbidden(_ permission: Permission) -> WorkflowError {
        WorkflowError(.forbidden, "permission.missing", "this needs the permission `\(permission.rawValue)`", hint: "ask the project's manager for a role that has it")
    }

    static func unknown(_ what: String, _ name: String) -> WorkflowError {
        WorkflowError(.notFound, "\(what).unknown", "there is no \(what) `\(name)` here")
    }

    static func refused(_ findings: [Finding], what: String) -> WorkflowError {
        let errors = findings.filter { $0.severity == .error }
        let first = errors.first.map { finding in
            [finding.place.map { "\($0): " } ?? "", finding.message].joined()
        }
        let rest = errors.count > 1 ? " (and \(errors.count - 1) more)" : ""
        return WorkflowError(.unprocessable, "\(what).refused", (first ?? "the \(what) is not valid") + rest, hint: errors.first?.hint, findings: findings)
    }
}
