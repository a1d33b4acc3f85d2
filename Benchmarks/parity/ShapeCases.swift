import Assuring
import Kernels
import Records

/// Cases of boxes, keypoints and masks.
let shapeCases: [ParityCase] = [
    ParityCase("box_iou_matching", files: ["a.csv", "b.csv"]) { folder in
        let (first, second) = (try boxes(folder, "a.csv"), try boxes(folder, "b.csv"))
        let iou = first.map { a in second.map { a.iou(with: $0) } }
        let parts = [("a", first), ("b", second)].map { name, boxes in
            PartTable.Given(item: "picture", annotator: name, parts: boxes.enumerated().map { place, box in
                Part(id: String(place), labels: [], shape: .box([box.x0, box.y0, box.x1, box.y1]))
            })
        }
        let tally = PartTallies(PartTable(parts)).overall
        var values: JSONObject = [
            "iou": .array(iou.map { .numbers($0) }), "dice": .array(iou.map { .numbers($0.map(Overlap.dice(ofIoU:))) }),
            "mean_iou_all": .defined(tally.meanIoU),
        ]
        for threshold in [0.5, 0.75, 0.9] {
            values["matches_\(threshold)"] = .int(Int64(PartMatching.matches(parts[0].parts, parts[1].parts, atLeast: threshold).count))
            values["f1_\(threshold)"] = .defined(tally.f1(at: threshold))
        }
        return values
    },
    ParityCase("keypoint_oks", files: ["input.json"]) { folder in
        let input = try folder.json("input.json")
        guard let similarity = KeypointSimilarity(sigmas: numbers(input["sigmas"])) else { throw CaseError("`sigmas` are not positive numbers") }
        let areas = numbers(input["area"])
        let oks = zip(input["gt"]?.array ?? [], input["pred"]?.array ?? []).enumerated().map { place, pair in
            similarity.oks(
                reference: (pair.0.array ?? []).flatMap { numbers($0) }, visibility: numbers(input["visibility"]?[place]),
                answer: (pair.1.array ?? []).flatMap { numbers($0) }, area: areas[place])
        }
        return ["oks": .array(oks.map { .defined($0) })]
    },
    ParityCase("mask_consensus", files: ["masks.json"]) { folder in
        let given = try (folder.json("masks.json").array ?? []).map { row -> MaskTable.Given in
            guard let item = row["task"]?.string, let annotator = row["worker"]?.string, let rows = row["mask"]?.array else {
                throw CaseError("a mask lacks `task`, `worker` or `mask`")
            }
            let pixels = rows.flatMap { numbers($0).map { $0 != 0 ? UInt8(1) : 0 } }
            return MaskTable.Given(
                item: item, annotator: annotator, mask: RunMask(width: rows.first?.array?.count ?? 0, height: rows.count, rows: pixels))
        }
        let table = MaskTable(given)
        var values = JSONObject()
        for (key, method) in [("majority", "mask-majority"), ("em", "mask-em"), ("rasa", "mask-rasa")] {
            guard let consensus = try MaskConsensusCatalog.named(method)?.consensus(of: table) else { throw CaseError("there is no `\(method)`") }
            values[key] = .object(JSONObject(consensus.items.map { item in
                let pixels = item.mask.rows.map { Double($0) }
                return (key: table.itemNames[Int(item.item)], value: .table(pixels, columns: item.mask.width))
            }))
        }
        return values
    },
]

private func boxes(_ folder: CaseFolder, _ file: String) throws -> [Box] {
    try folder.numbers(file).map { row in
        guard row.count == 4 else { throw CaseError("a row of `\(file)` has \(row.count) numbers, and a box has 4") }
        return Box(row[0], row[1], row[2], row[3])
    }
}

private func numbers(_ value: JSONValue?) -> [Double] { (value?.array ?? []).map { $0.double ?? ($0.bool == true ? 1 : 0) } }
