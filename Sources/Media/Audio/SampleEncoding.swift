import CSoundFile

/// How libsndfile says that samples are stored.
struct SampleEncoding {
    let name: String
    /// Of a whole number.
    let bitDepth: Int?
    /// Of one stored sample, where all have the same.
    let bytes: Int?

    init(_ format: Int) {
        (name, bitDepth, bytes) = switch format & Int(SF_FORMAT_SUBMASK) {
        case Int(SF_FORMAT_PCM_S8), Int(SF_FORMAT_PCM_U8): ("pcm 8", 8, 1)
        case Int(SF_FORMAT_PCM_16): ("pcm 16", 16, 2)
        case Int(SF_FORMAT_PCM_24): ("pcm 24", 24, 3)
        case Int(SF_FORMAT_PCM_32): ("pcm 32", 32, 4)
        case Int(SF_FORMAT_FLOAT): ("float 32", nil, 4)
        case Int(SF_FORMAT_DOUBLE): ("float 64", nil, 8)
        case Int(SF_FORMAT_ULAW): ("mu-law", nil, 1)
        case Int(SF_FORMAT_ALAW): ("a-law", nil, 1)
        case Int(SF_FORMAT_VORBIS): ("vorbis", nil, nil)
        case Int(SF_FORMAT_OPUS): ("opus", nil, nil)
        default: ("other", nil, nil)
        }
    }
}
