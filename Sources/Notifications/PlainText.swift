/// The message for a terminal: no escape code of its texts has an effect.
package func plainText(_ message: Message) -> String {
    var lines = [message.headline]
    lines.append(message.closingLine(nil))
    if !message.mentions.isEmpty {
        lines.append(
            "to: " + message.mentions.map { SafeText.line($0.name) }.joined(separator: ", "))
    }
    for paragraph in message.paragraphs {
        lines.append("")
        lines.append(paragraph.map(\.plain).joined())
    }
    if !message.fields.isEmpty {
        lines.append("")
        let names = message.fields.map { SafeText.line($0.name) }
        let width = names.map(\.count).max() ?? 0
        for (name, field) in zip(names, message.fields) {
            let space = String(repeating: " ", count: width - name.count)
            lines.append("\(name):\(space) \(SafeText.line(field.value))")
        }
    }
    if !message.links.isEmpty {
        lines.append("")
        lines += message.links.map { "\(SafeText.line($0.text)): \(SafeText.line($0.url))" }
    }
    return lines.joined(separator: "\n")
}
