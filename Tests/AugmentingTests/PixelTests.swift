import Kernels
import Records
import Testing

@testable import Augmenting

/// Expected levels are those of Pillow 13 (`ImageEnhance`, `resize`, `rotate`), `colorsys` for hue and scipy 1.17 for the blur.
/// Pillow cuts off where we round, and rounds between its passes: one level apart is equal.
@Suite("Pixels beside Pillow and scipy")
struct PixelTests {
    static let source = Raster(width: 6, height: 5, channels: 3, pixels: [
        32, 127, 153, 7, 37, 236, 17, 33, 241, 158, 94, 130, 169, 70, 35, 200, 170, 130, 208, 140, 250, 52, 141, 123, 90, 150, 60, 204, 221, 32, 119, 70, 21, 228, 109, 37,
        171, 51, 229, 55, 8, 51, 88, 119, 231, 177, 86, 4, 40, 254, 117, 176, 13, 8, 215, 149, 78, 80, 22, 44, 6, 213, 118, 32, 188, 49, 15, 152, 228, 6, 205, 48,
        23, 4, 74, 185, 125, 217, 55, 80, 65, 249, 239, 86, 111, 80, 190, 10, 17, 103,
    ])

    @Test("one level apart at most", arguments: [
        ("brightness", ["factor": 1.4], [44, 177, 214, 9, 51, 255, 23, 46, 255, 221, 131, 182, 236, 98, 49, 255, 238, 182, 255, 196, 255, 72, 197, 172, 126, 210, 84, 255, 255, 44, 166, 98, 29, 255, 152, 51]),
        ("contrast", ["factor": 0.6], [63, 120, 135, 48, 66, 185, 54, 63, 188, 138, 100, 122, 145, 86, 65, 164, 146, 122, 168, 128, 194, 75, 128, 117, 98, 134, 80, 166, 176, 63, 115, 86, 56, 180, 109, 66]),
        ("saturation", ["factor": 1.5], [0, 139, 178, 0, 30, 255, 0, 23, 255, 178, 82, 136, 205, 57, 4, 213, 168, 108, 225, 123, 255, 22, 155, 128, 74, 164, 29, 209, 234, 0, 139, 65, 0, 255, 95, 0]),
        ("hue", ["degrees": 50], [38, 32, 153, 168, 7, 236, 188, 17, 241, 158, 111, 94, 156, 169, 35, 172, 200, 130, 250, 140, 200, 52, 85, 141, 60, 150, 105, 47, 221, 32, 86, 119, 21, 188, 228, 37]),
        ("scale", ["factor": 0.5, "stretch": 1], [64, 104, 187, 107, 106, 122, 180, 113, 63, 116, 78, 138, 97, 136, 94, 108, 135, 64, 110, 83, 106, 97, 157, 103, 56, 121, 132]),
        ("rotate", ["degrees": 30, "fit": "crop"], [0, 0, 0, 176, 138, 223, 31, 91, 175, 17, 35, 237, 129, 81, 152, 0, 0, 0, 187, 88, 171, 90, 34, 110, 73, 117, 112, 132, 166, 64, 167, 121, 73, 174, 86, 50]),
    ] as [(String, JSONObject, [Int])])
    func besidePillow(name: String, declared: JSONObject, expected: [Int]) throws {
        let made = try AugmentationRecipe.one(name, declared).run(Self.source).image
        for (place, (ours, theirs)) in zip(made.pixels, expected).enumerated() {
            #expect(abs(Int(ours) - theirs) <= 1, "\(name) at \(place): \(ours), Pillow \(theirs)")
        }
    }

    @Test("the blur is scipy's to half a level, mirrored at the border")
    func besideScipy() throws {
        let levels: [[UInt8]] = [
            [38, 112, 61, 102, 24, 246, 54], [171, 76, 222, 168, 33, 215, 240], [230, 145, 37, 49, 236, 140, 46],
            [225, 163, 145, 95, 104, 61, 9], [223, 119, 139, 82, 191, 6, 94], [7, 31, 246, 167, 109, 133, 222],
        ]
        let expected = [
            104.0323, 105.8401, 106.7833, 107.3191, 118.2953, 135.8408, 140.9029, 132.7972, 124.658, 116.8246, 114.753, 122.9362, 134.0692, 135.6654,
            162.3812, 143.2632, 124.3138, 117.7956, 119.9437, 117.696, 109.8575, 166.9697, 148.4129, 129.4889, 119.9626, 113.5638, 101.0279, 89.0764,
            138.5668, 135.6678, 134.2128, 129.1422, 118.3929, 107.5968, 103.598, 102.2013, 117.5214, 136.9008, 139.6867, 129.5293, 126.0531, 132.4595,
        ]
        let image = Raster(width: 7, height: 6, channels: 1, pixels: levels.flatMap(\.self))
        let made = try AugmentationRecipe.one("blur", ["sigma": 1.2]).run(image).image
        for (place, wanted) in expected.enumerated() { #expect(abs(Double(made.pixels[3 * place]) - wanted) <= 0.501) }
        // A kernel wider than the picture is mirrored more than once.
        let narrow = Raster(width: 1, height: 6, channels: 1, pixels: levels.map { $0[0] })
        let wide = try AugmentationRecipe.one("blur", ["sigma": 3]).run(narrow).image
        for (place, wanted) in [147.745, 148.6205, 149.5971, 149.8751, 149.3807, 148.7816].enumerated() { #expect(abs(Double(wide.pixels[3 * place]) - wanted) <= 0.501) }
    }

    @Test("what changes nothing changes no byte", arguments: [
        ("brightness", ["factor": 1]), ("contrast", ["factor": 1]), ("saturation", ["factor": 1]), ("hue", ["degrees": 0]), ("blur", ["sigma": 0]), ("gaussian-noise", ["sigma": 0]),
        ("salt-and-pepper", ["share": 0]), ("scale", ["factor": 1]), ("rotate", ["degrees": 0]), ("crop", ["width": 1, "height": 1]), ("rotate-90", ["turns": 0]),
    ] as [(String, JSONObject)])
    func neutral(name: String, declared: JSONObject) throws {
        let image = Raster.noisy(37, 23)
        let made = try AugmentationRecipe.one(name, declared).run(image, EveryShape.spatial.filter { $0.id == "point" })
        #expect(made.image == image)
    }

    @Test("colours stay within their bounds, greys stay grey, a full turn of the wheel is nothing")
    func colours() throws {
        let image = Raster.noisy(40, 30)
        let grey = image.gray().rgb()
        #expect(try AugmentationRecipe.one("hue", ["degrees": 77]).run(grey).image == grey)
        let third = try AugmentationRecipe.one("hue", ["degrees": 120])
        #expect(try third.run(third.run(third.run(image).image).image).image == image)
        #expect(try third.run(Raster(width: 1, height: 1, channels: 3, pixels: [250, 10, 10])).image.pixels == [10, 250, 10])
        #expect(try AugmentationRecipe.one("saturation", ["factor": 0]).run(image).image == grey)
        #expect(try AugmentationRecipe.one("brightness", ["factor": 10]).run(image).image.pixels.allSatisfy { $0 == 0 || $0 >= 10 })
    }

    @Test("noise has the mean and the spread it should, specks the share")
    func noise() throws {
        let grey = Raster.even(128, 200, 200)
        let made = try AugmentationRecipe.one("gaussian-noise", ["sigma": 12]).run(grey).image
        let values = made.pixels.map { Double($0) - 128 }
        let (mean, spread) = (Moments.mean(values) ?? 99, Moments.standardDeviation(values) ?? 99)
        #expect(abs(mean) < 0.2 && abs(spread - 12) < 0.15)
        var rows = Set<[UInt8]>()
        for row in 0..<200 { rows.insert(Array(made.pixels[600 * row..<600 * (row + 1)])) }
        #expect(rows.count == 200)
        let specks = try AugmentationRecipe.one("salt-and-pepper", ["share": 0.1]).run(grey).image
        let (black, white) = (specks.pixels.count { $0 == 0 } / 3, specks.pixels.count { $0 == 255 } / 3)
        #expect(abs(black - 2000) < 250 && abs(white - 2000) < 250)
        #expect(specks == specks.plane(0).rgb())
    }

    @Test("a constant picture stays constant", arguments: ["scale", "blur", "contrast", "rotate-90", "crop", "hue"])
    func constant(name: String) throws {
        let made = try AugmentationRecipe.one(name).run(.even(77, 33, 21))
        #expect(made.image.pixels.allSatisfy { $0 == 77 })
    }
}
