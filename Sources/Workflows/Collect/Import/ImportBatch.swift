import Formats
import Records

/// Some items of a dataset, what was wrong among them, and where to go on.
struct ImportBatch: Sendable {
    var items: [LabelledItem] = []
    var findings: [Finding] = []
    /// Paths of files are relative to it.
    var folder = ""
    /// Items of the dataset up to here.
    var record = 0
    var done: Int64 = 0
    var total: Int64?
    /// Some readers keep unpacked files for as long as they live.
    var reader: ImportHold?

    /// Below the dataset's folder, whatever the dataset says.
    func path(of role: String, in item: LabelledItem) -> String? {
        guard let path = item.files[role]?.path, !path.hasPrefix("/"), !path.split(separator: "/").contains("..") else { return nil }
        return folder.isEmpty || folder == "." ? path : folder.hasSuffix("/") ? folder + path : "\(folder)/\(path)"
    }
}

/// Keeps a reader alive while its items' files are wanted; nobody calls it.
final class ImportHold: @unchecked Sendable {
    private let reader: any DatasetReader

    init(_ reader: any DatasetReader) { self.reader = reader }
}
