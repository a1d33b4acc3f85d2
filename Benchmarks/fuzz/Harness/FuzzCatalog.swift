/// Every parser that is fuzzed. The name is that of its folder in `corpus/`.
enum FuzzCatalog {
    static let all: [FuzzTarget] = [
        FuzzTarget(name: "json", body: JSONLaws.text),
        FuzzTarget(name: "json-list", body: JSONLaws.list),
        FuzzTarget(name: "json-lines", body: JSONLaws.lines),
        FuzzTarget(name: "xml", body: XMLLaws.tree),
        FuzzTarget(name: "rle", body: MaskLaws.runs),
        FuzzTarget(name: "parquet", body: ParquetLaws.file),
        FuzzTarget(name: "parquet-parts", body: ParquetLaws.parts),
        FuzzTarget(name: "message-pack", body: MessageLaws.messagePack),
        FuzzTarget(name: "docbin", body: MessageLaws.docBin),
        FuzzTarget(name: "tfrecord", body: TFRecordLaws.file),
        FuzzTarget(name: "las", body: { try PointLaws.cloud($0, .las) }),
        FuzzTarget(name: "pcd", body: { try PointLaws.cloud($0, .pcd) }),
        FuzzTarget(name: "metadata", body: MetadataLaws.picture),
        FuzzTarget(name: "ply", body: { try PointLaws.cloud($0, .ply) }),
    ]
}
