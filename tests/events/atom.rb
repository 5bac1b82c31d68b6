# Reads an Atom feed from stdin by Ruby's own reader, which checks it against RFC 4287; says how many entries it has.
require 'rss'

puts RSS::Parser.parse($stdin.read, true, false).entries.size
