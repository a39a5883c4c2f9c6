/// Hides the part of a name or number that tells who it is, for logs, screens and messages.
public enum IdentityMasking {
    /// `张三丰` becomes `张**`; of a name with a middle dot the first part stays: `买买提·艾力` becomes `买**·**`.
    public static func name(_ name: String) -> String {
        var result = ""
        var isFirst = true
        for character in name {
            if "·•‧・．".contains(character) || character.isWhitespace {
                result.append(character)
            } else {
                result.append(isFirst ? character : "*")
                isFirst = false
            }
        }
        // A name of one character has nothing left to hide behind.
        return result.count == 1 ? "*" : result
    }

    /// An identity number keeps its first six and last four characters, a bank or disability card its last four.
    ///
    /// Whatever is shorter than 15 characters keeps only its last two: it is not known what it is.
    public static func number(_ number: String) -> String {
        let count = number.count
        if count == 18 || count == 15 { return masked(number, first: 6, last: 4) }
        return masked(number, first: 0, last: count >= 15 ? 4 : min(2, count / 2))
    }

    /// `13812345678` becomes `138****5678`.
    public static func phone(_ number: String) -> String {
        number.count == 11
            ? masked(number, first: 3, last: 4) : masked(number, first: 0, last: min(4, number.count / 2))
    }

    /// Masks what looks like an identity, card or phone number inside any text: runs of 11 or more digits (blanks and
    /// hyphens inside them allowed), with an X at the end.
    public static func text(_ text: String) -> String {
        let characters = Array(text)
        var result = ""
        var index = 0
        while index < characters.count {
            guard isDigit(characters[index]) else {
                result.append(characters[index])
                index += 1
                continue
            }
            var end = index
            var digits = ""
            var next = index
            while next < characters.count {
                let character = characters[next]
                if isDigit(character) {
                    digits.append(character)
                    next += 1
                    end = next
                } else if character == " " || character == "-", next + 1 < characters.count,
                    isDigit(characters[next + 1])
                {
                    next += 1
                } else {
                    if "xXｘＸ".contains(character), digits.count == 17 {
                        digits.append("X")
                        end = next + 1
                    }
                    break
                }
            }
            if digits.count >= 11 {
                result += digits.count == 11 ? phone(digits) : number(digits)
            } else {
                // Too short to be a number of that kind: left as it was written.
                end = index + 1
                result.append(characters[index])
                while end < characters.count, isDigit(characters[end]) {
                    result.append(characters[end])
                    end += 1
                }
            }
            index = end
        }
        return result
    }

    private static func isDigit(_ character: Character) -> Bool {
        character.isWholeNumber && character.unicodeScalars.count == 1
            && (character.isASCII || ("０"..."９").contains(character))
    }

    private static func masked(_ text: String, first: Int, last: Int) -> String {
        text.prefix(first) + String(repeating: "*", count: max(0, text.count - first - last)) + text.suffix(last)
    }
}
