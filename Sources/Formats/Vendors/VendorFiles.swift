import Records

/// Reads exports of labelling services: files that are lists of objects, an object per line, or one object, record by
/// record, whatever they are called. A format gives `items`; it is asked twice, first to learn which questions there are.
class VendorReader: QueuedReader {
    let format: String
    private let files: [String]
    private let listKey: String?
    private var records: (any RecordReader)?
    private var place = 0
    private var given: Set<String> = []
    private var notWanted: [QuestionKind: Int] = [:]
    private(set) var file = ""
    private(set) var isSurveying = false
    private(set) lazy var pictures = ImageFiles(input.listing)
    private lazy var recordings = Recordings(input.listing, splits: [])

    /// `listKey`: where an object keeps its list of records, if it does.
    init(_ input: DatasetInput, options: DatasetReadOptions, format: String, files: [String], expected: String, listKey: String? = nil) throws {
        self.format = format
        self.files = files
        self.listKey = listKey
        super.init(input, options: options)
        if files.isEmpty { throw ImageFormatError.noFiles(format: format, folder: input.path, expected: expected) }
    }

    /// What one record says; bad ones are findings.
    func items(_ record: RawRecord) throws -> [LabelledItem] { [] }

    /// What is left when the last record has come.
    func rest() throws -> [LabelledItem] { [] }

    /// Forgets what has been read, between the two passes.
    func begin() {}

    /// To be called at the end of a format's `init`.
    final func survey() throws {
        isSurveying = true
        var survey = QuestionSurvey()
        while let portion = try produce() { for item in portion { survey.add(item) } }
        questions = options.questions.asked ?? survey.questions
        if options.questions.asked != nil { questions = questions.filter { asked in survey.questions.contains { $0.name == asked.name } } }
        (isSurveying, place, records, given, findings, notWanted, total, done) = (false, 0, nil, [], FindingLog(), [:], survey.items, 0)
        begin()
    }

    override func produce() throws -> [LabelledItem]? {
        while records == nil {
            guard place < files.count else { return try end() }
            file = files[place]
            place += 1
            do { records = try VendorRecords.open(input, file, listKey: listKey) } catch let error as FormatError { findings.add(error.finding) } catch let error as ByteError { findings.add(error.finding) }
        }
        guard let record = try records?.next() else {
            findings.add(records?.takeFindings() ?? [])
            records = nil
            return []
        }
        findings.add(records?.takeFindings() ?? [])
        return finished(try items(record))
    }

    private var isEnded = false

    private func end() throws -> [LabelledItem]? {
        if isEnded { isEnded = false; return nil }
        isEnded = true
        let last = finished(try rest())
        if !isSurveying {
            for (kind, count) in notWanted.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                say(.note, "not-wanted", "\(count) answers of kind `\(kind.rawValue)` are there, and no question asks for them", Place(file: input.path))
            }
        }
        return last
    }

    private func finished(_ items: [LabelledItem]) -> [LabelledItem] {
        items.filter { item in
            if given.insert(item.key).inserted { done += 1; return true }
            say(.error, "item.twice", "`\(item.key)` comes a second time; it is left out", item.place)
            return false
        }
    }

    // MARK: Tools for formats

    final func say(_ severity: Finding.Severity, _ code: String, _ message: String, _ place: Place?, hint: String? = nil) {
        findings.add(Finding(severity, "\(format).\(code)", message, at: place, hint: hint))
    }

    final func place(of record: RawRecord, _ key: String? = nil) -> Place { Place(file: file, line: record.line, record: key ?? String(record.number)) }

    final func count(_ sheet: AnswerSheet) { for (kind, count) in sheet.notWanted { notWanted[kind, default: 0] += count } }

    /// The file an item is about, from its address: its name, the file of that name if it is there, its size.
    final func attach(_ address: String?, to item: inout LabelledItem, size: PixelSize? = nil) {
        guard let media = item.media, media != .text else { return }
        let role = media == .image ? "image" : media == .pointcloud ? "points" : Recordings.role(of: media)
        let name = VendorRecords.fileName(address ?? item.key)
        let found = media == .image ? pictures.first(of: [item.key, name, "images/\(name)"]) ?? pictures.only(stem: ImageFiles.stem(name)) : recordings.recording(named: item.key) ?? recordings.recording(named: name)
        item.files[role] = LabelledFile(path: found, name: item.key == name ? nil : name, url: address, width: size?.width, height: size?.height)
        if media == .image, item.size == nil, let found, !isSurveying { item.size = options.probe?(input.listing.fullPath(found)) }
    }
}
