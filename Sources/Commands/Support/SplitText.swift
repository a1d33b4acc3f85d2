import Foundation
import Workflows

/// The report of a split for people: a line a side.
enum SplitText {
    static func lines(_ summary: SplitSummary) -> [String] {
        var lines = summary.sides.map(line)
        if summary.groups > 0 { lines.append("\(summary.groups) groups stay whole, the largest of \(summary.largestGroup) records") }
        if let copies = summary.copies { lines.append("\(copies.groups) groups of near copies, \(copies.records) records") }
        if let without = summary.withoutTime, without > 0 { lines.append("\(without) records have no time and are on no side") }
        return lines
    }

    private static func line(_ side: SplitSummary.Side) -> String {
        var words = "\(side.name): \(side.count) (\(String(format: "%.3f", side.share)))"
        if let distance = side.labelDistance { words += ", labels differ by \(String(format: "%.4f", distance))" }
        if let first = side.first, let last = side.last { words += ", \(first) to \(last)" }
        if let leftOut = side.leftOut, leftOut > 0 { words += ", \(leftOut) left out by the gap" }
        return words
    }
}
