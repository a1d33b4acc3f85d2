import Records

/// Reads Dataturks' records one at a time; one without annotations is an item nobody answered.
final class DataturksReader: JSONFilesReader {
    private var current: (any RecordReader)?
    private var place = 0

    init(_ input: DatasetInput, options: DatasetReadOptions) throws {
        let files = input.isFile ? input.listing.paths : Dataturks.files(input)
        try super.init(input, options: options, format: "dataturks", files: files, expected: "file whose records have `content` and `annotation`", kinds: [.boxes, .polygons, .spans, .choices])
        try survey()
    }

    override func begin() throws { (current, place) = (nil, 0) }

    override func produce() throws -> [LabelledItem]? {
        while true {
            guard let records = current else {
                guard place < files.count else { return atEnd() }
                let source = try input.source(files[place])
                let isList = Dataturks.firstByte(input.head(files[place])) == UInt8(ascii: "[")
                if isList { current = try JSONListReader(source) } else { current = try JSONLinesReader(source) }
                continue
            }
            let record = try records.next()
            findings.add(records.takeFindings())
            guard let record else {
                (current, place, done) = (nil, place + 1, place + 1)
                continue
            }
            let at = Place(file: files[place], line: record.line, record: String(record.number))
            guard let line = DataturksRecord(record.fields, at, self) else {
                say(.error, "record.no-content", "record \(record.number) has no `content`", at)
                continue
            }
            return [line.item(record.fields, number: record.number)].compactMap(\.self)
        }
    }
}
