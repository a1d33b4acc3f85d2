import Records

/// Writes one JSON object per line, keys in the order of the object.
public final class JSONLinesWriter {
    private let sink: ByteSink
    private var writer = JSONWriter()

    public init(_ sink: ByteSink) { self.sink = sink }

    public func write(_ object: JSONObject) throws(ByteError) {
        writer.removeAll()
        writer.write(.object(object))
        writer.newline()
        try sink.write(writer.bytes)
    }

    @discardableResult
    public func finish() throws(ByteError) -> WrittenFile { try sink.finish() }
}
