/// Formats that stand on tokens: what such a writer must bring onto token borders it says itself, beside what the fitter does.
///
/// Their cards state no capacity, for what comes back is not quite what the fitter let through (a border inside a token
/// moves); laws of their own hold instead.
enum TokenFormat {
    static func format(
        _ described: FormatCard, recognise: @escaping DatasetFormat.Recognise, reader: @escaping DatasetFormat.MakeReader,
        writer: @escaping DatasetFormat.MakeWriter
    ) -> DatasetFormat {
        var format = DatasetFormat(card: described, recognise: recognise, reader: reader, writer: writer)
        format.card.capacity = nil
        return format
    }
}
