import Kernels

/// The one fact of EXIF that changes what people see: which way up. Everything else is left to whoever keeps the original.
enum Exif {
    enum Reading: Equatable {
        case absent
        case orientation(ImageOrientation)
        case broken(String)
    }

    /// From the TIFF structure that EXIF is (EXIF 2.32, 4.5).
    static func read(_ tiff: HeaderBytes) -> Reading {
        guard tiff.count >= 8 else { return .broken("it has \(tiff.count) bytes") }
        let isBig = tiff.starts(with: [0x4D, 0x4D, 0, 0x2A])
        guard isBig || tiff.starts(with: [0x49, 0x49, 0x2A, 0]) else { return .broken("no byte order mark") }
        guard let start = tiff.number(4, 4, isBig: isBig), let count = tiff.number(start, 2, isBig: isBig) else {
            return .broken("the first directory lies outside")
        }
        for entry in 0..<count {
            let at = start + 2 + entry * 12
            guard let tag = tiff.number(at, 2, isBig: isBig) else { return .broken("directory entry \(entry + 1) of \(count) lies outside") }
            if tag == 0x0112 { return orientation(tiff, at, isBig) }
        }
        return .absent
    }

    private static func orientation(_ tiff: HeaderBytes, _ at: Int, _ isBig: Bool) -> Reading {
        guard tiff.number(at + 2, 2, isBig: isBig) == 3, let value = tiff.number(at + 8, 2, isBig: isBig) else {
            return .broken("the orientation is no short number")
        }
        return Reading(rawOrientation: value)
    }
}

extension ImageFacts {
    mutating func take(_ exif: Exif.Reading) {
        switch exif {
        case .absent: break
        case .orientation(let found): orientation = found
        case .broken(let what): notes.append(.brokenExif(what))
        }
    }
}

extension Exif.Reading {
    init(rawOrientation value: Int) {
        self = ImageOrientation(rawValue: value).map(Self.orientation) ?? .broken("orientation \(value) is not one of 1 to 8")
    }
}
