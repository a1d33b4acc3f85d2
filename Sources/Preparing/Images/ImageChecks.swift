import Foundation
import Kernels
import Media
import Records

/// Looks at pictures: dark, light, blurry, odd size, odd shape, little information, gray, unreadable, copies.
///
/// Two steps, so that pictures are decoded once and thresholds can be changed without decoding again: `measure` looks at
/// one picture, `report` at the measurements of the whole set. Scores run from 0 (bad) to 1 (good).
///
///     let measured = ImageChecks.measure(try ImageDecoder.decode(bytes, ImageChecks.decoding))
///     let report = ImageChecks.report([CheckedImage(id: id, key: key, reading: .measured(measured))])
///
/// Definitions and thresholds are those of the Python package cleanvision 0.3.7, so that its users find the same pictures.
/// Differs from it: EXIF orientation is applied first, colour pictures with gray content count as gray, and CMYK is turned to RGB.
public enum ImageChecks {
    /// Full size for pictures up to 1,024 pixels on the shorter side; larger JPEGs are decoded smaller, which moves the
    /// measures by less than the thresholds can tell.
    public static let decoding = DecodeOptions(shortestSideAtLeast: 1024)
    /// Longest side of the copy on which blur is measured.
    private static let blurSide = 64

    /// Cost: one walk over all pixels for the histograms, one more for exact percentiles, one for the Laplacian, and two resamplings.
    public static func measure(_ picture: DecodedImage) -> ImageMeasurements {
        let raster = picture.raster
        let statistics = PixelStatistics(raster, percentiles: [5, 99])
        let gray = raster.gray()
        let small = blurCopy(raster).gray()
        return ImageMeasurements(
            facts: picture.facts, brightness5: statistics.percentiles[0], brightness99: statistics.percentiles[1],
            meanBrightness: brightness(statistics.means), clippedDark: statistics.share(of: 0), clippedLight: statistics.share(of: 255),
            entropy: statistics.entropy, edgeDeviation: Edges.deviation(small), histogramDeviation: histogramDeviation(small),
            laplacianVariance: Edges.laplacianVariance(gray), isGray: statistics.isGray, hashes: PerceptualHashes(gray),
            pixelHash: pixelHash(statistics.isGray ? raster.plane(0) : raster))
    }

    /// sqrt(0.241 R^2 + 0.691 G^2 + 0.068 B^2) / 255 of mean channels.
    private static func brightness(_ means: [Double]) -> Double {
        let red = means[0], green = means.count > 2 ? means[1] : red, blue = means.count > 2 ? means[2] : red
        return (0.241 * red * red + 0.691 * green * green + 0.068 * blue * blue).squareRoot() / 255
    }

    /// Sides are cut to whole pixels, at least one.
    private static func blurCopy(_ raster: Raster) -> Raster {
        let longest = raster.longestSide
        guard longest > blurSide else { return raster }
        return raster.resized(
            width: max(1, raster.width * blurSide / longest), height: max(1, raster.height * blurSide / longest), .cubic)
    }

    private static func histogramDeviation(_ gray: Raster) -> Double {
        var counts = [Int](repeating: 0, count: 256)
        for value in gray.pixels { counts[Int(value)] += 1 }
        let mean = Double(gray.pixelCount) / 256
        return (counts.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / 256).squareRoot()
    }

    private static func pixelHash(_ raster: Raster) -> String {
        let shape = UInt64(raster.width) << 32 | UInt64(raster.height) << 2 | UInt64(raster.channels)
        return [shape, ~shape].map { seed in
            let digits = String(Hash64.of(raster.pixels, seed: seed), radix: 16)
            return String(repeating: "0", count: 16 - digits.utf8.count) + digits
        }.joined()
    }
}
