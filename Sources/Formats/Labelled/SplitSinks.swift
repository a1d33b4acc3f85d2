/// One open file per split: `train.jsonl`, `test.jsonl`, ... Splits with unsafe names get safe ones.
final class SplitSinks {
    private let folder: DatasetFolder
    private let ending: String
    private let compression: Compression
    private var open: [String: (sink: ByteSink, name: String)] = [:]
    private var names: SafeNames

    init(_ folder: DatasetFolder, ending: String, compression: Compression) {
        self.folder = folder
        self.ending = ending
        self.compression = compression
        names = SafeNames()
    }

    /// The sink of a split; `isNew` when it was made by this call.
    func sink(for split: String) throws(ByteError) -> (sink: ByteSink, isNew: Bool) {
        if let found = open[split] { return (found.sink, false) }
        let name = names.name(for: split, in: "", ending: ending + compression.fileExtension)
        let sink = try folder.sink(name, compression: compression)
        open[split] = (sink, name)
        return (sink, true)
    }

    func finish() throws(ByteError) {
        for split in open.keys.sorted() {
            if let file = open[split] { try folder.close(file.sink, as: file.name) }
        }
    }
}
