import Collecting
import Fetching
import Formats
import Media
import Records
import Shipping
import Storage
import Suggesting

/// An error of the layers below in the one shape that people are shown: code, sentence, place, hint.
public enum ErrorFinding {
    /// nil for errors that have no such shape.
    public static func of(_ error: any Error) -> Finding? {
        switch error {
        case let error as Finding: error
        case let error as ByteError: of(error)
        case let error as FormatError: error.finding
        case let error as MatrixFileError: explained(error)
        case let error as ArchiveError: error.finding
        case let error as ImageFormatError: error.finding
        case let error as LossRefused: error.finding
        case let error as ImageError: error.finding()
        case let error as CollectError: error.finding
        case let error as ShipError: error.finding
        case let error as FetchError: Finding(.error, error.code, error.description, hint: error.hint)
        case let error as ChatError: Finding(.error, "suggest.task", error.description, hint: error.hint)
        case let error as ChatServiceError: Finding(.error, "suggest.service", error.description, hint: error.hint)
        case let error as StorageError: Finding(.error, "storage", error.description, hint: error.hint ?? hint(error))
        default: nil
        }
    }

    /// What of the machine is in the way of a request that was right: said without paths, which are nobody's business.
    /// nil for errors of another kind.
    public static func unavailable(_ error: any Error) -> WorkflowError? {
        guard let error = error as? StorageError else { return nil }
        let again = "nothing that was acknowledged is lost; this was not kept, so send it again then"
        return switch error {
        case .diskFull: WorkflowError(.unavailable, "storage.disk-full", "the server's disk is full", hint: "free some space on it; \(again)")
        case .readOnly: WorkflowError(.unavailable, "storage.read-only", "the server may not write to its workspace", hint: "look whose it is and how its disk is mounted; \(again)")
        case .locked: WorkflowError(.unavailable, "storage.locked", "another process holds the server's database", hint: "wait for its end; \(again)")
        case .corrupt: WorkflowError(.unavailable, "storage.damaged", "the server's database is damaged", hint: "look with `winnow verify --all`, and bring it back from a backup")
        default: nil
        }
    }

    private static func hint(_ error: StorageError) -> String? {
        switch error {
        case .cannotOpen, .file: "check the path and its permissions"
        default: nil
        }
    }

    private static func explained(_ error: MatrixFileError) -> Finding {
        var finding = error.finding
        if finding.hint == nil { finding.hint = "numbers are read from .npy files, CSV, TSV and JSON lines, also packed" }
        return finding
    }

    private static func of(_ error: ByteError) -> Finding {
        var finding = error.finding
        guard case .cannotOpen(_, let reason) = error, finding.hint == nil else { return finding }
        finding.hint = reason == "it is a folder" ? "name a file in it" : "check the path and its permissions"
        return finding
    }
}
