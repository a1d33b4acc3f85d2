import Collecting
import Formats
import Media
import Records
import Shipping
import Storage

/// An error of the layers below in the one shape that people are shown: code, sentence, place, hint.
public enum ErrorFinding {
    /// nil for errors that have no such shape.
    public static func of(_ error: any Error) -> Finding? {
        switch error {
        case let error as Finding: error
        case let error as ByteError: of(error)
        case let error as FormatError: error.finding
        case let error as ArchiveError: error.finding
        case let error as ImageFormatError: error.finding
        case let error as LossRefused: error.finding
        case let error as ImageError: error.finding()
        case let error as CollectError: error.finding
        case let error as ShipError: error.finding
        case let error as StorageError: Finding(.error, "storage", error.description, hint: error.hint ?? hint(error))
        default: nil
        }
    }

    private static func hint(_ error: StorageError) -> String? {
        switch error {
        case .cannotOpen, .file: "check the path and its permissions"
        default: nil
        }
    }

    private static func of(_ error: ByteError) -> Finding {
        var finding = error.finding
        guard case .cannotOpen(_, let reason) = error, finding.hint == nil else { return finding }
        finding.hint = reason == "it is a folder" ? "name a file in it" : "check the path and its permissions"
        return finding
    }
}
