import Records

/// Tells the three files apart record by record, and joins records of one data row.
final class LabelboxReader: VendorReader {
    private var counts: [String: Int] = [:]
    private var left: [String: Int] = [:]
    private var open: [String: [RawRecord]] = [:]
    private var order: [String] = []

    init(_ input: DatasetInput, options: DatasetReadOptions) throws {
        try super.init(input, options: options, format: "labelbox", files: Labelbox.files(in: input), expected: "JSON or NDJSON files of Labelbox")
        try survey()
    }

    override func begin() {
        left = counts
        (open, order) = ([:], [])
    }

    override func items(_ record: RawRecord) throws -> [LabelledItem] {
        if record.fields["data_row"] != nil { return LabelboxExport(self, record).item.map { [$0] } ?? [] }
        guard let key = Self.key(record.fields) else {
            say(.error, "no-data-row", "the record names no data row", place(of: record))
            return []
        }
        if isSurveying { counts[key, default: 0] += 1 }
        if open[key] == nil { order.append(key) }
        open[key, default: []].append(record)
        guard !isSurveying else { return [] }
        left[key, default: 1] -= 1
        guard left[key, default: 0] <= 0 else { return [] }
        return joined(key)
    }

    /// In the first pass the groups are complete at the end only.
    override func rest() throws -> [LabelledItem] {
        let waiting = order.filter { open[$0] != nil }
        return waiting.flatMap(joined)
    }

    private func joined(_ key: String) -> [LabelledItem] {
        guard let records = open.removeValue(forKey: key), let first = records.first else { return [] }
        return first.fields["dataRow"] != nil ? [LabelboxLines(self, key, records).item] : [LabelboxExportV1(self, key, records).item]
    }

    private static func key(_ fields: JSONObject) -> String? {
        if let row = fields["dataRow"] { return (row["globalKey"] ?? row["id"] ?? row["externalId"])?.string }
        return (fields["Global Key"] ?? fields["External ID"])?.string.flatMap { $0.isEmpty ? nil : $0 } ?? fields["DataRow ID"]?.string ?? fields["ID"]?.string
    }
}
