extension Raster {
    /// Brightness as a picture: ITU-R BT.601 luma in 16-bit fixed point, rounded, as Pillow's `convert("L")`. Alpha is ignored.
    public func gray() -> Raster {
        guard channels > 1 else { return self }
        return Raster(width: width, height: height, channels: 1) { out in
            pixels.withUnsafeBufferPointer { source in
                for place in 0..<width * height {
                    let at = place * channels
                    let red = UInt32(source[at]), green = UInt32(source[at + (channels > 2 ? 1 : 0)]), blue = UInt32(source[at + (channels > 2 ? 2 : 0)])
                    out[place] = UInt8(truncatingIfNeeded: (red &* 19595 &+ green &* 38470 &+ blue &* 7471 &+ 0x8000) >> 16)
                }
            }
        }
    }

    /// Three channels; gray is repeated, alpha dropped.
    public func rgb() -> Raster {
        guard channels != 3 else { return self }
        return Raster(width: width, height: height, channels: 3) { out in
            pixels.withUnsafeBufferPointer { source in
                let step = channels > 2 ? 1 : 0
                for place in 0..<width * height {
                    let at = place * channels
                    out[place * 3] = source[at]
                    out[place * 3 + 1] = source[at + step]
                    out[place * 3 + 2] = source[at + 2 * step]
                }
            }
        }
    }

    /// One channel as a picture of its own.
    public func plane(_ channel: Int) -> Raster {
        guard channels > 1 else { return self }
        return Raster(width: width, height: height, channels: 1) { out in
            pixels.withUnsafeBufferPointer { source in
                for place in 0..<width * height { out[place] = source[place * channels + channel] }
            }
        }
    }

    /// Without its alpha, laid over a flat ground: rounded (colour * alpha + ground * (255 - alpha)) / 255.
    public func flattened(over ground: UInt8) -> Raster {
        guard channels == 2 || channels == 4 else { return self }
        let kept = channels - 1
        return Raster(width: width, height: height, channels: kept) { out in
            pixels.withUnsafeBufferPointer { source in
                for place in 0..<width * height {
                    let at = place * channels
                    let alpha = UInt32(source[at + kept])
                    let behind = UInt32(ground) &* (255 &- alpha)
                    for channel in 0..<kept {
                        out[place * kept + channel] = UInt8((UInt32(source[at + channel]) &* alpha &+ behind &+ 127) / 255)
                    }
                }
            }
        }
    }

    /// Without its alpha, colours as they are stored.
    public func withoutAlpha() -> Raster {
        channels == 2 ? plane(0) : channels == 4 ? rgb() : self
    }
}
