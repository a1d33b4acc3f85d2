import Kernels

/// A mask after a map: each new pixel belongs when the old pixel that its centre comes from belongs.
enum MaskSampling {
    /// - Parameters:
    ///   - back: from the new picture to the old.
    ///   - x, y, width, height: the window of the new picture to fill.
    static func sampled(_ old: RunMask, back: Affine, x: Int, y: Int, width: Int, height: Int) -> RunMask {
        let rows = old.rows
        var spans: [RunMask.Span] = []
        rows.withUnsafeBufferPointer { rows in
            for column in x..<x + width {
                var top = -1
                for row in y..<y + height {
                    let (px, py) = (Double(column) + 0.5, Double(row) + 0.5)
                    let i = Int((back.a * px + back.b * py + back.tx).rounded(.down)) - old.x
                    let j = Int((back.c * px + back.d * py + back.ty).rounded(.down)) - old.y
                    let belongs = i >= 0 && j >= 0 && i < old.width && j < old.height && rows[j * old.width + i] != 0
                    if belongs && top < 0 { top = row }
                    if !belongs && top >= 0 {
                        spans.append(RunMask.Span(column: column, top: top, bottom: row))
                        top = -1
                    }
                }
                if top >= 0 { spans.append(RunMask.Span(column: column, top: top, bottom: y + height)) }
            }
        }
        return RunMask(x: x, y: y, width: width, height: height, spans: spans)
    }
}
