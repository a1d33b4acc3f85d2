import Kernels

/// One column against the target and between the sides.
struct ColumnAudit: Sendable {
    let settings: LeakageSettings
    let items: AuditedItems
    let target: TargetColumn?
    let training: Int

    /// Fewer rows of a class, or of missing values, are not judged.
    static let fewest = 10

    func of(_ column: TableColumn) -> AuditedColumn {
        switch column.cells {
        case .numbers(let numbers): self.numbers(column, numbers)
        case .categories(let categories): self.categories(column, categories)
        }
    }

    /// Times and groups differ between sides by design, names of rows always.
    private func isComparable(_ column: TableColumn, _ isIdentifier: Bool) -> Bool {
        !isIdentifier && column.name != settings.time && !settings.groups.contains(column.name)
    }

    private func numbers(_ column: TableColumn, _ numbers: [Double]) -> AuditedColumn {
        let order = ValueOrder(numbers), ends = order.runEnds
        let isIdentifier = column.name != settings.time && Self.namesRows(numbers, order, ends.count, settings.identifierShare)
        // An identifier may tell the target too, by the order in which rows were gathered.
        let power = [numberPower(column, numbers, order), missingPower(column.cells)].compactMap { $0 }.max { $0.value < $1.value }
        return AuditedColumn(
            name: column.name, kind: .numbers, present: order.count, missing: numbers.count - order.count, different: ends.count, isIdentifier: isIdentifier,
            power: power, distances: isComparable(column, isIdentifier) ? numberDistances(order) : [])
    }

    private func categories(_ column: TableColumn, _ categories: CategoryCells) -> AuditedColumn {
        var counts = [Int](repeating: 0, count: categories.levels.count)
        for code in categories.codes where code >= 0 { counts[Int(code)] += 1 }
        let different = counts.count { $0 > 0 }, present = counts.reduce(0, +)
        let isIdentifier = present >= 20 && Double(different) >= settings.identifierShare * Double(present)
        let own = isIdentifier ? nil : categoryPower(column)
        let power = [own, missingPower(column.cells)].compactMap { $0 }.max { $0.value < $1.value }
        return AuditedColumn(
            name: column.name, kind: .categories, present: present, missing: categories.codes.count - present, different: different, isIdentifier: isIdentifier,
            power: power, distances: isComparable(column, isIdentifier) ? categoryDistances(column) : [])
    }

    /// Whole numbers, nearly all different, that fill their range or grow or fall with the rows.
    static func namesRows(_ numbers: [Double], _ order: ValueOrder, _ different: Int, _ share: Double) -> Bool {
        guard order.count >= 20, Double(different) >= share * Double(order.count),
            order.values.allSatisfy({ $0 == $0.rounded() })
        else { return false }
        let span = order.values[order.count - 1] - order.values[0] + 1
        if span <= 2 * Double(order.count) { return true }
        let steps = zip(order.rows, order.rows.dropFirst())
        return steps.allSatisfy { $0 < $1 } || steps.allSatisfy { $0 > $1 }
    }

    // MARK: Power

    private func numberPower(_ column: TableColumn, _ numbers: [Double], _ order: ValueOrder) -> AuditedColumn.Power? {
        guard let target else { return nil }
        guard let classes = target.classes else { return correlation(numbers, order) }
        let areas = order.areas(of: classes, classCount: target.names.count)
        var counts = [Int](repeating: 0, count: target.names.count), all = 0
        for row in order.rows where classes[Int(row)] >= 0 { counts[Int(classes[Int(row)])] += 1; all += 1 }
        var best: AuditedColumn.Power?
        for (label, area) in areas.enumerated() {
            guard let area, counts[label] >= Self.fewest, all - counts[label] >= Self.fewest else { continue }
            let value = max(area, 1 - area)
            if value > best?.value ?? 0 { best = AuditedColumn.Power(measure: .area, value: value, label: target.names[label]) }
        }
        return best
    }

    private func correlation(_ numbers: [Double], _ order: ValueOrder) -> AuditedColumn.Power? {
        guard let others = target?.numbers else { return nil }
        let rows = numbers.indices.filter { !numbers[$0].isNaN && !others[$0].isNaN }
        guard rows.count >= 2 * Self.fewest else { return nil }
        let first = rows.map { numbers[$0] }, second = rows.map { others[$0] }
        let ranks = ValueOrder(first).ranks(rowCount: first.count), otherRanks = ValueOrder(second).ranks(rowCount: second.count)
        let found = [Correlation.pearson(first, second), Correlation.pearson(ranks, otherRanks)].compactMap { $0.map(abs) }.filter(\.isFinite)
        return found.max().map { AuditedColumn.Power(measure: .correlation, value: $0) }
    }

    private func categoryPower(_ column: TableColumn) -> AuditedColumn.Power? {
        guard let target else { return nil }
        let codes = ColumnCodes(column)
        if let classes = target.classes {
            let table = ContingencyTable(codes.codes, classes, rowCount: codes.names.count, columnCount: target.names.count)
            guard table.total >= 2 * Self.fewest else { return nil }
            return table.correctedV.map { AuditedColumn.Power(measure: .cramersV, value: $0) }
        }
        guard let numbers = target.numbers else { return nil }
        return Self.correlationRatio(codes, numbers).map { AuditedColumn.Power(measure: .correlationRatio, value: $0) }
    }

    /// Root of epsilon squared (Kelley, 1935): the share of the spread that lies between categories, less what chance gives.
    static func correlationRatio(_ codes: ColumnCodes, _ numbers: [Double]) -> Double? {
        let rows = numbers.indices.filter { codes.codes[$0] >= 0 && !numbers[$0].isNaN }
        guard rows.count >= 2 * fewest, let mean = Moments.mean(rows.map { numbers[$0] }) else { return nil }
        var sums = [ValueSums](repeating: ValueSums(), count: codes.names.count), all = ValueSums()
        for row in rows {
            sums[Int(codes.codes[row])].add(numbers[row] - mean)
            all.add(numbers[row] - mean)
        }
        let used = Double(sums.count { $0.count > 0 }), n = Double(rows.count)
        let total = all.squares - all.sum * all.sum / n
        guard used > 1, n > used, total > 0, total.isFinite else { return nil }
        let within = sums.reduce(0.0) { $1.count > 0 ? $0 + max(0, $1.squares - $1.sum * $1.sum / Double($1.count)) : $0 }
        return max(0, 1 - within / (n - used) * (n - 1) / total).squareRoot()
    }

    /// Values that are missing only for one class give it away.
    private func missingPower(_ cells: ColumnCells) -> AuditedColumn.Power? {
        let missing = cells.missingCount
        guard let target, let classes = target.classes, missing >= Self.fewest, cells.count - missing >= Self.fewest else { return nil }
        let codes: [Int32] = switch cells {
        case .numbers(let numbers): numbers.map { $0.isNaN ? 1 : 0 }
        case .categories(let categories): categories.codes.map { $0 < 0 ? 1 : 0 }
        }
        return ContingencyTable(codes, classes, rowCount: 2, columnCount: target.names.count).correctedV
            .map { AuditedColumn.Power(measure: .missing, value: $0) }
    }
}
