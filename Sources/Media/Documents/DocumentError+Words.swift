import Glibc
import Records

extension DocumentError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .cannotOpen(let name, 0): "`\(name)` is no plain file"
        case .cannotOpen(let name, let code): "`\(name)` cannot be opened: \(String(cString: strerror(code)))"
        case .empty: "the file is empty"
        case .unknownFormat(let head):
            head.allSatisfy { $0 == 0 } ? "the file begins with zeros, which no document does"
                : "the file is no document we know: it begins with \(head.map { String($0, radix: 16) }.joined(separator: " "))"
        case .unsupported(let format, let what): "this kind of \(format.title) is not read: \(what)"
        case .encrypted(let format): "the \(format.title) needs a password"
        case .truncated(let format, let at): "the \(format.title) ends too early, at byte \(at)"
        case .damaged(let format, let what, let at): "the \(format.title) is damaged\(at.map { " at byte \($0)" } ?? ""): \(what)"
        case .tooManyBytes(let count, let limit): "the file has \(count) bytes, more than the limit of \(limit)"
        case .unpacksTooFar(let format, let limit): "the \(format.title) unpacks to more than the limit of \(limit) bytes"
        case .noSuchPage(let page, let pages): "there is no page \(page): the document has \(pages)"
        case .tool(let error): error.description
        case .picture(let error): "\(error)"
        }
    }

    public var hint: String? {
        switch self {
        case .cannotOpen: "see that the file is there and may be read"
        case .empty, .truncated: "take the file from its source again: the copy was cut short"
        case .unknownFormat(let head):
            head.allSatisfy { $0 == 0 } ? "take the file from its source again: the copy was cut short"
                : "we read \(DocumentFormat.allCases.map(\.title).joined(separator: ", ")); convert it, or leave it out"
        case .unsupported: "save it as PDF or DOCX"
        case .encrypted: "open it with its password and save it without one"
        case .damaged: "open it in the program it came from and save it again, or leave it out"
        case .tooManyBytes, .unpacksTooFar: "split it, or raise the limit if you trust its source"
        case .tool(.timedOut), .tool(.tooMuchOutput), .tool(.killed): "split it, or leave it out"
        case .tool(let error): error.hint
        case .noSuchPage, .picture: nil
        }
    }

    /// Stable and documented.
    public var code: String {
        switch self {
        case .cannotOpen: "document.cannot-open"
        case .empty: "document.empty"
        case .unknownFormat: "document.unknown-format"
        case .unsupported: "document.unsupported"
        case .encrypted: "document.encrypted"
        case .truncated: "document.truncated"
        case .damaged, .picture: "document.damaged"
        case .tooManyBytes: "document.too-many-bytes"
        case .unpacksTooFar: "document.unpacks-too-far"
        case .noSuchPage: "document.no-such-page"
        case .tool(.missing): "document.tool-missing"
        case .tool(.timedOut), .tool(.tooMuchOutput), .tool(.killed): "document.too-costly"
        case .tool: "document.tool-failed"
        }
    }

    /// The error as a finding about the record or file of this name.
    public func finding(at place: Place? = nil) -> Finding {
        Finding(.error, code, description, at: place, hint: hint)
    }
}
