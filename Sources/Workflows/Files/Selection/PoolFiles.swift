import Foundation
import Kernels
import Records
import Suggesting

/// The files of a pool, opened and held beside each other, before the first number is looked at.
struct PoolFiles {
    private(set) var pool = SelectionPool(threads: ProcessInfo.processInfo.activeProcessorCount)
    private(set) var names: ItemNames?
    private var probabilities: MatrixFile?
    private var committee: [MatrixFile] = []
    private var features: MatrixFile?
    private var cost: MatrixFile?

    /// - Parameter needs: what the plan reads; files it does not read are opened all the same, so that a slip in them is told.
    init(_ input: SelectionInput, method: String, needs: Set<SelectionNeed>, _ findings: inout FileFindings) throws {
        // 0, 1, 2 add up to no probabilities, and nothing takes 0 seconds: such a first line names the columns.
        probabilities = try input.probabilities.map { try Self.open($0, &findings) { $0.rows.columnCount > 2 } }
        committee = try input.committee.map { try Self.open($0, &findings) { $0.rows.columnCount > 2 } }
        cost = try input.cost.map { try Self.open($0, &findings) { _ in true } }
        let others = (probabilities ?? committee.first ?? cost)?.rows.rowCount
        features = try input.features.map { try Self.open($0, &findings) { $0.rows.rowCount - 1 == others } }
        guard let rowCount = others ?? features?.rows.rowCount else {
            throw WorkflowError(
                .badInput, "selection.missing-input", "no file says which rows there are",
                hint: "`\(method)` reads " + (needs.isEmpty ? "any file with a row per item, such as `--probabilities`" : SelectionNeed.allCases.filter(needs.contains).map(\.option).joined(separator: ", ")))
        }
        try checkRows(rowCount)
        names = try input.ids.map { try ItemNames($0, rowCount: rowCount, &findings) }
        pool.labelled = try rows(input.labelled, "--labelled", rowCount, &findings)
        pool.inFlight = try rows(input.inFlight, "--in-flight", rowCount, &findings)
        pool.probabilities = probabilities?.rows
        pool.committee = committee.map(\.rows)
        pool.features = try needs.contains(.features) || method == ExpectedGradientLength.name ? features?.kept() : nil
        pool.seconds = try cost.map { try Self.seconds($0) }
    }

    private static func open(_ path: String, _ findings: inout FileFindings, whereNumbersAreNames: (MatrixFile) -> Bool) throws -> MatrixFile {
        let file = try MatrixFile(path, &findings)
        return file.mayHaveNumberedHeader && whereNumbersAreNames(file) ? try file.withHeader() : file
    }

    private func checkRows(_ rowCount: Int) throws {
        let files = [probabilities].compactMap(\.self) + committee + [features, cost].compactMap(\.self)
        guard let first = files.first, let other = files.first(where: { $0.rows.rowCount != rowCount }) else { return }
        throw WorkflowError(
            .unprocessable, "selection.row-counts-differ", "`\(other.name)` has \(other.rows.rowCount) rows and `\(first.name)` has \(rowCount)",
            hint: "all files of a pool have one row per item, in the same order")
    }

    private func rows(_ path: String?, _ option: String, _ rowCount: Int, _ findings: inout FileFindings) throws -> [Int] {
        try path.map { try RowList.read($0, option: option, names: names, rowCount: rowCount, &findings) } ?? []
    }

    private static func seconds(_ file: MatrixFile) throws -> [Double] {
        guard file.rows.columnCount == 1 else {
            throw WorkflowError(.unprocessable, "selection.cost", "`\(file.name)` has \(file.rows.columnCount) columns, and the seconds of a row are one", hint: "one number a row")
        }
        return try file.rows.withRows(0..<file.rows.rowCount) { Array($0) }
    }

    /// What is wrong with a number of a file, with its place; what is missing, with the option that gives it.
    func explained<Result>(_ body: () throws -> Result) throws -> Result {
        do { return try body() } catch let error as SelectionError { throw told(error) }
    }

    private func told(_ error: SelectionError) -> any Error {
        var finding = error.finding
        switch error {
        case .missing(let need, _):
            finding.hint = [finding.hint, "\(need.option) gives \(need == .labelled ? "them" : "it")"].compactMap(\.self).joined(separator: "; ")
        case .badSeconds(_, let row): (finding.place, finding.hint) = (Self.place(cost, row), "every row takes more than 0 seconds")
        case .badNumber(_, _, let row, _): finding.place = Self.place(features, row)
        case .probabilityOutOfRange(_, let row, _), .notNormalised(_, let row): finding.place = Self.place(unfit(row), row)
        default: break
        }
        let isTyped = switch error {
        case .missing, .badSetting, .costNeedsScores: true
        default: false
        }
        let place = finding.place.map { "\($0): " } ?? ""
        return WorkflowError(isTyped ? .badInput : .unprocessable, finding.code, place + ShownText.of(finding.message, limit: 500), hint: finding.hint)
    }

    /// By line where there are lines; the message has the number of the row.
    private static func place(_ file: MatrixFile?, _ row: Int) -> Place? {
        file.map { Place(file: $0.name, line: $0.place(ofRow: row).line) }
    }

    /// The first file whose row is no row of probabilities.
    private func unfit(_ row: Int) -> MatrixFile? {
        ([probabilities].compactMap(\.self) + committee).first { file in
            let values = (try? file.rows.withRows(row..<row + 1) { Array($0) }) ?? []
            return !values.allSatisfy { (0...1).contains($0) } || abs(values.reduce(0, +) - 1) > 0.01
        }
    }
}

extension SelectionNeed {
    /// The option of the command line that gives it.
    var option: String {
        switch self {
        case .probabilities: "`--probabilities FILE`"
        case .committee: "`--committee FILE FILE`"
        case .features: "`--features FILE`"
        case .labelled: "`--labelled FILE`"
        case .seconds: "`--cost FILE`"
        }
    }
}
