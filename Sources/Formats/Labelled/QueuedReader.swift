import Records

/// A reader whose files give items in portions: per file, per line, per element of a list. Formats give `produce`, and
/// findings, keys and progress are kept here.
///
///     final class CreateMLReader: QueuedReader {
///         override func produce() throws -> [LabelledItem]? { … }      // nil at the end
///     }
class QueuedReader: DatasetReader {
    let input: DatasetInput
    let options: DatasetReadOptions
    /// Findings of the format, given to whoever takes them.
    var findings = FindingLog()
    var questions: [Question] = []
    var header: JSONObject = [:]
    var done = 0
    var total: Int?
    private var waiting: [LabelledItem] = []
    private var place = 0
    private var isAtEnd = false

    init(_ input: DatasetInput, options: DatasetReadOptions) {
        self.input = input
        self.options = options
    }

    /// The next portion, which may be empty; nil at the end.
    func produce() throws -> [LabelledItem]? { nil }

    var filesFolder: String { input.listing.folder }
    var progress: (done: Int, total: Int?) { (done, total) }
    func takeFindings() -> [Finding] { findings.take() }

    final func next() throws -> LabelledItem? {
        while place == waiting.count {
            guard !isAtEnd, let portion = try produce() else {
                if !isAtEnd { findings.close(file: input.path) }
                isAtEnd = true
                return nil
            }
            waiting = portion
            place = 0
        }
        defer { place += 1 }
        return waiting[place]
    }
}
