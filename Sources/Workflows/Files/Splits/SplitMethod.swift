import Preparing
import Records

/// Which method of the stage the options mean, and what it gives each record.
enum SplitMethod {
    typealias Marks = (Int) -> SplitFiles.Mark

    static func carryOut(_ records: SplitRecords, _ options: SplitFileOptions) throws -> (SplitSummary, Marks) {
        if options.windows != nil { return try windows(records, options) }
        if options.time != nil { return try times(records, options) }
        if let count = options.folds { return try folds(count, records, options) }
        let shares = options.shares ?? SplitFileOptions.usualShares
        let result = if options.labels != nil {
            try MultiLabelSplit(shares: shares, seed: options.seed, order: options.pairs ? .second : .first).assign(records.labelled)
        } else if options.keep != nil {
            try Split(shares: shares, seed: options.seed).assign(records.items, keeping: records.earlier)
        } else {
            try Split(shares: shares, seed: options.seed).assign(records.items)
        }
        var summary = SplitSummary(result.report, method: options.labels != nil ? "labels" : options.keep != nil ? "kept" : "shares")
        summary.copies = records.copies.map { SplitSummary.Copies(groups: $0.groups, records: $0.records) }
        return (summary, { mark(result.sides[$0], result.name(of: $0), isFold: false) })
    }

    private static func folds(_ count: Int, _ records: SplitRecords, _ options: SplitFileOptions) throws -> (SplitSummary, Marks) {
        let folds = try Folds(count: count, seed: options.seed)
        let order: MultiLabelSplit.Order = options.pairs ? .second : .first
        let result = try options.labels == nil ? folds.assign(records.items) : folds.assign(records.labelled, order: order)
        var summary = SplitSummary(result.report, method: "folds")
        summary.copies = records.copies.map { SplitSummary.Copies(groups: $0.groups, records: $0.records) }
        return (summary, { mark(result.folds[$0], "fold-\(result.folds[$0] + 1)", isFold: true) })
    }

    private static func times(_ records: SplitRecords, _ options: SplitFileOptions) throws -> (SplitSummary, Marks) {
        let isDate = records.times.areDates, gap = try SplitLengths.read(options.gap, "--gap", areDates: isDate) ?? 0
        let items = try records.timed()
        let result = if options.cuts.isEmpty {
            try TimeSplit(shares: options.shares ?? SplitFileOptions.usualShares, gap: gap).assign(items)
        } else {
            try TimeCuts(first: "train", cuts: options.cuts.map { try SplitLengths.cut($0, areDates: isDate) }, gap: gap).assign(items)
        }
        let summary = SplitSummary(result, method: options.cuts.isEmpty ? "time" : "cuts", records.times)
        let names = result.sides.map(\.name)
        return (summary, { place in
            let name = result.places[place].map { names[$0] }
            return SplitFiles.Mark(field: "split", value: name.map { .string($0) } ?? .null, files: [name ?? "left-out"])
        })
    }

    private static func windows(_ records: SplitRecords, _ options: SplitFileOptions) throws -> (SplitSummary, Marks) {
        let isDate = records.times.areDates
        let gap = try SplitLengths.read(options.gap, "--gap", areDates: isDate) ?? 0, longest = try SplitLengths.read(options.longest, "--longest", areDates: isDate)
        let items = try records.timed()
        let rounds = try ExpandingWindows(count: options.windows ?? 1, gap: gap, longest: longest).rounds(items)
        // Rounds only grow along time, so a record is held once in each: 1 teaches, 2 judges.
        var roles = [UInt8](repeating: 0, count: items.count * rounds.count)
        for (number, round) in rounds.enumerated() {
            for place in round.train { roles[place * rounds.count + number] = 1 }
            for place in round.test { roles[place * rounds.count + number] = 2 }
        }
        let names: [String?] = [nil, "train", "test"]
        return (SplitSummary(rounds, times: items.map(\.time), records.times), { place in
            let own = roles[place * rounds.count..<(place + 1) * rounds.count].map { names[Int($0)] }
            let files = own.enumerated().compactMap { number, role in role.map { "round-\(number + 1)-\($0)" } }
            return SplitFiles.Mark(field: "rounds", value: .array(own.map { role in role.map { .string($0) } ?? .null }), files: files)
        })
    }

    static func mark(_ side: Int, _ name: String, isFold: Bool) -> SplitFiles.Mark {
        SplitFiles.Mark(field: isFold ? "fold" : "split", value: isFold ? .int(Int64(side + 1)) : .string(name), files: [name])
    }

    static func foldShares(_ count: Int, seed: UInt64) throws -> [SplitShare] {
        try TableInput.worded { try Folds(count: count, seed: seed).shares }
    }
}

/// Times and lengths of time as options give them.
enum SplitLengths {
    private static let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]

    /// A number in the unit of the times (seconds for dates), or with `s`, `m`, `h`, `d` or `w` where they are dates.
    static func read(_ text: String?, _ option: String, areDates: Bool) throws -> Double? {
        guard let text else { return nil }
        if let number = Double(text) { return number }
        guard let unit = text.last.flatMap({ units[$0] }), let number = Double(text.dropLast()) else {
            throw WorkflowError(.badInput, "split.length", "`\(text)` of `\(option)` is no length of time", hint: "write `7d`, `12h`, `90m`, `30s`, `2w` or a number")
        }
        guard areDates else {
            throw WorkflowError(.badInput, "split.length", "the times are numbers, so `\(text)` of `\(option)` says nothing", hint: "give the length as a number in their unit")
        }
        return number * unit
    }

    static func cut(_ cut: SplitFileOptions.Cut, areDates: Bool) throws -> TimeCuts.Cut {
        guard let time = TimeField.time(cut.from) else {
            throw WorkflowError(.badInput, "split.cut", "`\(cut.from)` of `--cut` is neither a number nor a clear date", hint: "write the date like `2026-01-31`")
        }
        guard time.isDate == areDates else {
            throw WorkflowError(.badInput, "split.cut", "`\(cut.from)` of `--cut` is a \(time.isDate ? "date" : "number") and the times are \(areDates ? "dates" : "numbers")")
        }
        return TimeCuts.Cut(name: cut.name, time: time.value)
    }
}
