/// Numbers that look random and follow from a seed alone: the same on every machine, in every version of Swift.
///
/// SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", OOPSLA 2014). The choices are made
/// here and not by `Int.random(in:using:)`, which promises no fixed way from bits to numbers.
struct SeededRandom {
    private var state: UInt64

    /// What the numbers are for. Each topic has a row of its own, so a change to one sheet leaves the others alone.
    enum Topic: UInt64 {
        case students = 1, staff, leftBehind, health, linkage, ledger, visits
    }

    init(seed: UInt64, topic: Topic) {
        var mixer = SeededRandom(state: seed)
        let base = mixer.next()
        state = SeededRandom.mixed(base &+ topic.rawValue &* 0x9E37_79B9_7F4A_7C15)
    }

    init(state: UInt64) { self.state = state }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mixed(state)
    }

    private static func mixed(_ value: UInt64) -> UInt64 {
        var bits = value
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    /// A number from 0 up to, not including, the bound.
    mutating func below(_ bound: Int) -> Int {
        precondition(bound > 0, "there is no number below \(bound)")
        // The high half of the product; its bias is far below what these small bounds could show.
        return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    mutating func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

    /// True that many times in a thousand.
    mutating func chance(perMille: Int) -> Bool { below(1000) < perMille }

    mutating func element<Element>(of elements: [Element]) -> Element { elements[below(elements.count)] }

    /// One of the elements, each as likely as its weight is large.
    mutating func element<Element>(weighted elements: [(Element, weight: Int)]) -> Element {
        var rest = below(elements.reduce(0) { $0 + $1.weight })
        for (element, weight) in elements {
            if rest < weight { return element }
            rest -= weight
        }
        return elements[elements.count - 1].0
    }

    /// The elements in another order (Fisher and Yates).
    mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
        var result = elements
        for index in result.indices.dropFirst().reversed() { result.swapAt(index, below(index + 1)) }
        return result
    }
}
