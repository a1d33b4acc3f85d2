import Augmenting
import Kernels
import Media

/// What is drawn over a rectangle of a picture.
///
/// `blur` is squares first and a blur over them. A blur alone hides nothing: it is a weighted sum that can be undone when
/// its width is guessed, and what is left of faces and numbers is enough for a trained network (McPherson, Shokri and
/// Shmatikov 2016, "Defeating Image Obfuscation with Deep Learning", arXiv 1609.00408). The squares throw away what the
/// blur would only spread: at most eight by eight means are left of a rectangle, whatever comes after. The same paper reads
/// faces out of larger numbers of squares, and out of a known set even few may tell: what must not be known is filled.
public enum PictureCover: String, Sendable, Hashable, CaseIterable {
    case box, pixels, blur

    public var summary: String {
        switch self {
        case .box: "Fill with black: nothing is left"
        case .pixels: "Squares of the mean colour, at most eight on the longer side"
        case .blur: "The same squares, blurred; looks softer and hides as much"
        }
    }

    private static let mostSquares = 8
    private static let smallestSquare = 8

    func applied(to picture: Raster, _ box: PixelBox) -> Raster {
        let side = max(Self.smallestSquare, (max(box.width, box.height) + Self.mostSquares - 1) / Self.mostSquares)
        switch self {
        case .box: return picture.filled(box)
        case .pixels: return picture.pixelated(box, cell: side)
        case .blur:
            let squares = picture.pixelated(box, cell: side)
            let patch = squares.cut(box).rgb().blurred(sigma: Double(side) / 2)
            // Of equal levels gray is the level itself.
            return squares.pasting(picture.channels == 1 ? patch.gray() : patch, at: box)
        }
    }
}
