import Records

/// One document of Datasaur, whichever of its JSON exports it comes in: lines of cells, label sets, labels, arrows, answers.
///
///     {"version": "1.0", "data": {"labelSets": [..], "rows": [[{"content", "tokens"}]], "spanLabels": [..], "arrowLabels": [..]}}
///     {"labelSets": [..], "sentences": [{"id", "content", "tokens"}], "labels": [{"type": "SPAN", "startCellLine": 0, ..}]}
struct DatasaurDocument {
    struct Cell {
        var content: String
        var tokens: [String]?
    }

    struct Label {
        var id: String
        var start: DatasaurPosition
        var end: DatasaurPosition
        var name: String
        /// Which label set.
        var layer: Int
        var isSettled: Bool
        var json: JSONValue
    }

    struct Arrow {
        var from: String
        var to: String
        var name: String?
        var isSettled: Bool
        var json: JSONValue
    }

    struct LabelSet {
        var name: String?
        var labels: [(id: String?, name: String)]
    }

    private(set) var rows: [[Cell]] = []
    private(set) var sets: [LabelSet] = []
    private(set) var labels: [Label] = []
    private(set) var arrows: [Arrow] = []
    /// Labels that have no position.
    private(set) var unplaced: [JSONValue] = []
    private(set) var answers: JSONValue?
    /// By row.
    private(set) var rowAnswers: [Int: [JSONValue]] = [:]
    private var labelsByRow: [Int: [Int]] = [:]
    private(set) var columns: [String] = []
    /// Everything else the file says.
    private(set) var rest: JSONObject

    private static let known: Set<String> = [
        "data", "rows", "sentences", "cells", "labelSets", "spanLabels", "arrowLabels", "labels", "documentAnswers", "rowAnswers", "columns",
    ]

    /// nil when there are no lines.
    init?(_ file: JSONValue) {
        guard let outer = file.object else { return nil }
        let said = outer["data"]?.object ?? outer
        rest = JSONObject((outer["data"] == nil ? [] : outer.members) + said.members.filter { $0.key != "data" }).without(Self.known)
        if let lines = said["rows"]?.array {
            rows = lines.map { row in (row.array ?? [row]).map(Self.cell) }
        } else if let lines = (said["sentences"] ?? said["cells"])?.array {
            rows = Self.lines(lines)
        } else {
            return nil
        }
        columns = (said["columns"]?.array ?? []).compactMap { $0.string ?? $0["name"]?.string ?? $0["displayed"]?.string }
        sets = (said["labelSets"]?.array ?? []).map(Self.labelSet)
        for value in (said["spanLabels"]?.array ?? []) + (said["arrowLabels"]?.array ?? []) + (said["labels"]?.array ?? []) { take(value) }
        answers = said["documentAnswers"]
        for answer in said["rowAnswers"]?.array ?? [] {
            guard let row = (answer["row"] ?? answer["line"])?.int.flatMap({ Int(exactly: $0) }), rows.indices.contains(row) else { unplaced.append(answer); continue }
            rowAnswers[row, default: []].append(answer)
        }
        for (place, label) in labels.enumerated() { labelsByRow[rows.indices.contains(label.start.row) ? label.start.row : 0, default: []].append(place) }
    }

    /// Labels that begin in these rows; those that begin nowhere are with the first.
    func labels(in range: Range<Int>) -> [Label] { range.flatMap { labelsByRow[$0] ?? [] }.sorted().map { labels[$0] } }

    private static func cell(_ value: JSONValue) -> Cell {
        Cell(content: value["content"]?.string ?? value.string ?? "", tokens: value["tokens"]?.array?.compactMap(\.string))
    }

    /// Cells name their line and column where they are one list.
    private static func lines(_ list: [JSONValue]) -> [[Cell]] {
        var rows: [[Cell]] = []
        for value in list {
            let line = value["line"]?.int.flatMap { Int(exactly: $0) } ?? rows.count
            if line == rows.count - 1, value["index"]?.int ?? 0 > 0 { rows[line].append(cell(value)) } else { rows.append([cell(value)]) }
        }
        return rows
    }

    private static func labelSet(_ value: JSONValue) -> LabelSet {
        let items = (value["labelItems"] ?? value["tagItems"] ?? value["items"])?.array ?? []
        return LabelSet(name: value["name"]?.string, labels: items.compactMap { item in
            (item["labelName"] ?? item["tagName"] ?? item["label"])?.string.map { (id: DatasaurPosition.name(item["id"]), name: $0) }
        })
    }

    // MARK: Labels

    private mutating func take(_ value: JSONValue) {
        let isSettled = value["labeledBy"]?.string != "CONFLICT" && value["status"]?.string != "REJECTED" && value["deleted"] != true
        if let from = DatasaurPosition.name(value["originId"]), let to = DatasaurPosition.name(value["destinationId"]) {
            arrows.append(Arrow(from: from, to: to, name: name(value), isSettled: isSettled, json: value))
        } else if let start = DatasaurPosition(startOf: value), let end = DatasaurPosition(endOf: value), value["type"]?.string ?? "SPAN" == "SPAN", let name = name(value) {
            let id = DatasaurPosition.name(value["id"]) ?? "l\(labels.count + 1)"
            labels.append(Label(id: id, start: start, end: end, name: name, layer: layer(value), isSettled: isSettled, json: value))
        } else {
            unplaced.append(value)
        }
    }

    private func layer(_ value: JSONValue) -> Int {
        let stated = (value["layer"] ?? value["labelSetIndex"])?.int.flatMap { Int(exactly: $0) } ?? 0
        return sets.indices.contains(stated) ? stated : 0
    }

    /// Said in full, by the item's id in its label set, or by an id that is the label itself.
    private func name(_ value: JSONValue) -> String? {
        if let name = (value["labelItem"]?["labelName"] ?? value["labelItem"]?["tagName"] ?? value["l"])?.string { return name }
        guard let id = DatasaurPosition.name(value["labelSetItemId"] ?? value["labelItem"]?["id"]) else { return nil }
        for set in sets { if let item = set.labels.first(where: { $0.id == id }) { return item.name } }
        return id
    }
}
