import Records

/// Reads a few fields of every record as bytes, without making a record of it: for files of millions of votes.
///
/// What is a good record, and what is said of a bad one, is the same as for the format's `RecordReader`.
///
///     let reader = try FieldReader.csv(source, fields: ["item", "label"])
///     while try reader.next() { reader.withField(0) { bytes in ... } }
public protocol FieldReader: AnyObject {
    /// The next good record; false at the end.
    func next() throws -> Bool
    /// The next stretch of good records, one at least; false at the end. Not to be mixed with `next()`.
    func next(_ rows: FieldRows) throws -> Bool
    /// A field of the record by its place in the list asked for: the UTF-8 of its text, nil when it is missing or null.
    /// Numbers and nested values are their JSON text. Valid during the call.
    func withField<Result>(_ place: Int, _ body: (UnsafeRawBufferPointer?) throws -> Result) rethrows -> Result
    /// Line on which the record starts, from 1.
    var line: Int { get }
    /// All names of fields of the first good record.
    var known: [String] { get }
    var source: ByteSource { get }
    /// Findings since the last call, in the order of the file.
    func takeFindings() -> [Finding]
}

extension FieldReader {
    /// Record by record, for formats that are not cut in stretches.
    public func next(_ rows: FieldRows) throws -> Bool {
        guard try next() else { return false }
        rows.take(self)
        return true
    }

    /// Stretch by stretch, the next of which is read by what `body` is given: on another thread, while it works on this one.
    /// A body that does not call it leaves it to this.
    ///
    /// What the reader says of itself is of the stretch at hand until then. An error of reading is thrown once the stretch
    /// before it was worked on.
    public func forEachStretch(fieldCount: Int, _ body: (FieldRows, _ readOn: @escaping () -> Void) throws -> Void) throws {
        var (rows, following) = (FieldRows(fieldCount: fieldCount), FieldRows(fieldCount: fieldCount))
        var isThere = try next(rows)
        while isThere {
            rows.keep()
            var outcome: Result<Bool, any Error>?
            func readOn() {
                if outcome == nil { outcome = Result { try next(following) } }
            }
            try body(rows, readOn)
            readOn()
            isThere = try outcome?.get() ?? false
            swap(&rows, &following)
        }
    }
}
