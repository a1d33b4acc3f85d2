/// Shares of a side, as `LabelStudioScale` has percent.
enum VertexShare {
    static func share(_ pixels: Double, _ whole: Int) -> Double { pixels / Double(whole) }

    static func pixels(_ share: Double, _ whole: Int) -> Double {
        let plain = share * Double(whole), short = (plain * 1e6).rounded() / 1e6
        return self.share(short, whole) == share ? short : plain
    }
}
