import Records

/// Writes one list of objects, an object per line.
public final class JSONListWriter {
    private let sink: ByteSink
    private var writer = JSONWriter()
    private var isFirst = true

    public init(_ sink: ByteSink) { self.sink = sink }

    public func write(_ object: JSONObject) throws(ByteError) {
        try sink.write(isFirst ? "[\n" : ",\n")
        isFirst = false
        writer.removeAll()
        writer.write(.object(object))
        try sink.write(writer.bytes)
    }

    /// Closes the list; the sink stays open for whoever made it.
    func end() throws(ByteError) { try sink.write(isFirst ? "[]\n" : "\n]\n") }

    @discardableResult
    public func finish() throws(ByteError) -> WrittenFile {
        try end()
        return try sink.finish()
    }
}
