import Foundation

/// The sentences for `StorageError`: what happened, where; `hint` says what to do.
extension StorageError: CustomStringConvertible, LocalizedError {
    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .diskFull(let path): "the disk that holds `\(path)` is full"
        case .locked(let path, let seconds): "`\(path)` was locked by another process for more than \(seconds) s"
        case .corrupt(let path, let detail): "`\(path)` is damaged: \(detail)"
        case .cannotOpen(let path, let detail): "`\(path)` cannot be opened: \(detail)"
        case .readOnly(let path): "`\(path)` may not be written"
        case .newerSchema(let path, let unknown):
            "`\(path)` was written by a newer version: it has \(unknown.map { "`\($0)`" }.joined(separator: ", "))"
        case .constraint(let detail, _): "a rule of the store was broken: \(detail)"
        case .statement(let code, let detail, let sql): "the database refused a statement (\(code)): \(detail) in `\(sql)`"
        case .closed(let path): "`\(path)` is closed"
        case .unknownName(let text, let type, let column): "`\(text)` in column `\(column)` is not a \(type)"
        case .badJSON(let detail, let column): "column `\(column)` does not hold the JSON it should: \(detail)"
        case .missing(let noun, let name): "there is no \(noun) `\(name)`"
        case .notAWorkspace(let path): "`\(path)` is not a workspace: it has no `winnow.sqlite`"
        case .workspaceExists(let path): "`\(path)` already holds a workspace"
        case .file(let path, let action, let code): "cannot \(action) `\(path)`: \(String(cString: strerror(code)))"
        case .copyInside(let path): "`\(path)` lies in the workspace itself"
        case .copyNotEmpty(let path): "`\(path)` holds files already"
        case .blobMissing(let sha256): "the bytes `\(sha256)` are not in the store"
        case .blobDamaged(let sha256, let found): "the bytes stored as `\(sha256)` have the digest `\(found)`"
        case .notADigest(let text): "`\(text)` is not a SHA-256 digest of 64 lower-case hexadecimal digits"
        case .badRange(let sha256, let offset, let count, let size):
            "bytes \(offset)..<\(offset + count) are outside `\(sha256)`, which has \(size)"
        case .foreignNotReadOnly(let sql): "the statement would change the database: `\(sql)`"
        case .foreignNotOneStatement(let sql): "expected one SELECT statement: `\(sql)`"
        case .foreignTooLong(let seconds): "the query took longer than \(seconds) s"
        }
    }

    /// What to do about it, where there is something to do.
    public var hint: String? {
        switch self {
        case .diskFull: "Free some space; nothing that was acknowledged is lost"
        case .locked: "Look for a long import or backup that runs on the same workspace"
        case .corrupt: "Restore the workspace from a backup; keep the damaged files"
        case .readOnly: "Check who owns the workspace directory and its mode"
        case .newerSchema: "Use the version of winnow that wrote it, or a later one"
        case .notAWorkspace: "Create one with `winnow init`"
        case .copyInside: "Name a folder outside it, best on another disk"
        case .copyNotEmpty: "Name a folder that is empty or not there yet; each copy gets one of its own"
        case .workspaceExists: "Open it, or choose another directory"
        case .foreignNotReadOnly, .foreignNotOneStatement: "Give one SELECT without side effects"
        case .foreignTooLong: "Narrow the query or raise its time limit"
        default: nil
        }
    }
}
