import Records

/// What readers of JSON files have in common: files one after another, pictures looked up by name, keys once each, and a
/// first pass that finds out which questions the data answer.
///
/// A format gives `items(of:)` for one file, read as a whole. Formats with files of any size give `portions(of:)` instead.
class JSONFilesReader: QueuedReader {
    static let maximumFileBytes = 256 << 20

    let format: String
    let files: [String]
    private(set) lazy var pictures = ImageFiles(input.listing)
    private var keys = KeyBook()
    private var nextFile = 0
    private var notWanted: [QuestionKind: Int] = [:]
    /// The first pass is going on: nothing is reported or remembered.
    private(set) var isSurveying = false

    init(_ input: DatasetInput, options: DatasetReadOptions, format: String, files: [String], expected: String, kinds: [QuestionKind]) throws {
        self.format = format
        self.files = files
        super.init(input, options: options)
        if files.isEmpty { throw ImageFormatError.noFiles(format: format, folder: input.path, expected: expected) }
        total = files.count
        questions = options.questions.questions(kinds, labels: [])
    }

    /// Everything one file says. Bad records are findings; what is thrown is the end of this file only.
    func items(of file: String) throws -> [LabelledItem] { [] }

    /// Forgets what has been read, between the two passes.
    func begin() throws {}

    /// To be called at the end of a reader's `init`, when the data alone say what they answer.
    final func survey() throws {
        guard options.questions.takesEverything else { return }
        isSurveying = true
        var survey = QuestionSurvey()
        try begin()
        while let portion = try produce() { for item in portion { survey.add(item) } }
        questions = survey.questions
        isSurveying = false
        (nextFile, done, keys, findings, notWanted) = (0, 0, KeyBook(), FindingLog(), [:])
        try begin()
    }

    override func produce() throws -> [LabelledItem]? {
        guard nextFile < files.count else { return atEnd() }
        let file = files[nextFile]
        nextFile += 1
        defer { done = nextFile }
        do { return try items(of: file) } catch let error as ImageFormatError {
            findings.add(error.finding)
        } catch let error as ByteError {
            findings.add(error.finding)
        }
        return []
    }

    // MARK: Tools for formats

    /// The one value of a small file; nil, with a finding, when it is none.
    final func json(_ file: String) throws -> JSONValue? {
        let bytes = try input.source(file).readAll(maximumBytes: Self.maximumFileBytes)
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        switch Self.parsed(start == 0 ? bytes : Array(bytes[start...])) {
        case .success(let value): return value
        case .failure(let error):
            findings.add(Finding(.error, "json.broken", "`\(file)` cannot be read: \(error.message)", at: Place(file: file, line: error.line, column: error.column), hint: error.hint ?? "Fetch or export the file again"))
            return nil
        }
    }

    private static func parsed(_ bytes: [UInt8]) -> Result<JSONValue, JSONError> {
        do throws(JSONError) { return .success(try JSONParser.parse(bytes)) } catch { return .failure(error) }
    }

    /// A finding about a record of a file.
    final func say(_ severity: Finding.Severity, _ code: String, _ message: String, _ place: Place?, hint: String? = nil) {
        findings.add(Finding(severity, "\(format).\(code)", message, at: place, hint: hint))
    }

    /// Completes an item: its key is made unique, its picture looked up; nil, with a finding, when its key came before.
    final func placed(_ item: LabelledItem, _ sheet: AnswerSheet, lookingIn folders: [String]) -> LabelledItem? {
        for (kind, count) in sheet.notWanted { notWanted[kind, default: 0] += count }
        let name = item.key
        guard let key = keys.key(for: name, split: item.split) else {
            say(.error, "item.twice", "`\(name)` comes a second time; it is left out", item.place)
            return nil
        }
        var item = item
        item.key = key
        item.place?.record = key
        if item.media == .image { find(&item, name, folders) }
        return item
    }

    private func find(_ item: inout LabelledItem, _ name: String, _ folders: [String]) {
        let short = String(ImageFiles.fileName(name))
        let candidates = folders.map { ImageFiles.join($0, name) } + [name] + folders.map { ImageFiles.join($0, short) }
        item.picturePath = pictures.first(of: candidates) ?? pictures.only(stem: ImageFiles.stem(name)).flatMap { ImageFiles.fileName($0) == short[...] ? $0 : nil }
        if item.picturePath == nil, options.needsFiles { say(.warning, "image.missing", "the picture `\(name)` is not there", item.place) }
        if item.size == nil, let path = item.picturePath, !isSurveying { item.size = options.probe?(input.listing.fullPath(path)) }
    }

    /// What is said when all has been read.
    final func atEnd() -> [LabelledItem]? {
        for (kind, count) in notWanted.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            say(.note, "shape.not-wanted", "\(count) answers of kind `\(kind.rawValue)` are there, and no question asks for them", Place(file: input.path))
        }
        return nil
    }
}

extension JSONFilesReader {
    /// Names of folders that people keep splits in.
    static var splitNames: Set<String> { ["train", "training", "val", "valid", "validation", "test", "testing", "dev"] }

    /// The last folder on the way that is called like a split.
    static func split(ofFolder folder: String) -> String? {
        folder.split(separator: "/").last { splitNames.contains($0.lowercased()) }.map(String.init)
    }
}

extension PixelSize {
    /// nil for what is no size, such as numbers that are not whole.
    init?(json width: JSONValue?, _ height: JSONValue?) {
        guard let width = width?.double, let height = height?.double, let w = Int(exactly: width), let h = Int(exactly: height) else { return nil }
        self.init(width: w, height: h)
    }
}
