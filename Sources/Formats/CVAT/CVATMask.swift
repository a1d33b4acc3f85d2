import Records

/// Masks as CVAT counts them: runs row by row within the crop, background first, as text.
enum CVATMask {
    /// Larger crops are not unfolded.
    static let maximumPixels = 1 << 28

    /// nil when the runs do not fill the crop.
    static func mask(_ text: String, left: Int, top: Int, width: Int, height: Int) -> Mask? {
        guard width > 0, height > 0, left.magnitude <= 1 << 30, top.magnitude <= 1 << 30, let area = area(width, height) else { return nil }
        var runs: [Int] = []
        var rest = area
        for number in text.utf8.split(whereSeparator: { $0 == UInt8(ascii: ",") || $0 == 32 || (9...13).contains($0) }) {
            guard let run = Int(Substring(number)), run >= 0, run <= rest else { return nil }
            runs.append(run)
            rest -= run
        }
        guard rest == 0 else { return nil }
        return Mask(size: [height, width], runs: turned(runs, from: width, to: height), at: [left, top])
    }

    /// nil for broken runs.
    static func text(_ mask: Mask) -> String? {
        guard let runs = MaskRuns(mask), area(runs.width, runs.height) != nil else { return nil }
        return turned(mask.runs, from: runs.height, to: runs.width).map(String.init).joined(separator: ", ")
    }

    private static func area(_ width: Int, _ height: Int) -> Int? {
        let (area, overflows) = width.multipliedReportingOverflow(by: height)
        return overflows || area > maximumPixels ? nil : area
    }

    /// Runs along lines of `from` pixels as runs along the `to` pixels across.
    private static func turned(_ runs: [Int], from: Int, to: Int) -> [Int] {
        var pixels = [Bool](repeating: false, count: from * to)
        var place = 0
        for (number, run) in runs.enumerated() {
            if number % 2 == 1 { for pixel in place..<(place + run) { pixels[pixel % from * to + pixel / from] = true } }
            place += run
        }
        var builder = RunBuilder()
        var start = 0
        while start < pixels.count {
            guard pixels[start] else { start += 1; continue }
            var end = start
            while end < pixels.count, pixels[end] { end += 1 }
            builder.add(start, end - start)
            start = end
        }
        return builder.finish(pixels.count)
    }
}
