package uploads

import (
	"encoding/binary"
	"slices"
)

// entry is an entry of a directory of Exif data.
type entry struct {
	tag, kind uint16
	count     uint32
	value     []byte // four bytes
}

// exif makes Exif data of one directory.
func exif(order binary.AppendByteOrder, entries ...entry) []byte {
	b := []byte("II*\x00")
	if order.String() == binary.BigEndian.String() {
		b = []byte("MM\x00*")
	}
	b = order.AppendUint32(b, 8)
	return slices.Concat(b, directory(order, entries, 0))
}

// directory writes a directory and where the next one is.
func directory(order binary.AppendByteOrder, entries []entry, next uint32) []byte {
	b := order.AppendUint16(nil, uint16(len(entries)))
	for _, e := range entries {
		b = order.AppendUint16(b, e.tag)
		b = order.AppendUint16(b, e.kind)
		b = order.AppendUint32(b, e.count)
		b = append(b, e.value[:4]...)
	}
	return order.AppendUint32(b, next)
}

// turned is the entry that says how a camera was held.
func turned(order binary.AppendByteOrder, how uint16) entry {
	return entry{0x0112, 3, 1, order.AppendUint16(order.AppendUint16(nil, how), 0)}
}

// offset is an entry that leads to another place.
func offset(order binary.AppendByteOrder, tag, kind uint16, count, at uint32) entry {
	return entry{tag, kind, count, order.AppendUint32(nil, at)}
}

// telling is Exif data that says too much: where somebody was, in words and
// numbers, what camera was used, and a small copy of the picture.
func telling() []byte {
	order := binary.LittleEndian
	words := "PLANTED camera of the Photo desk; 40.4093 N 49.8671 E"
	thumbnail := simpleJPEG(16, 16)
	const first, entries = 8, 5
	at := uint32(first + 2 + 12*entries + 4)
	place := at + uint32(len(words))
	second := place + 2 + 12*2 + 4
	image := second + 2 + 12*2 + 4
	return slices.Concat(
		[]byte("II*\x00\x08\x00\x00\x00"),
		directory(order, []entry{
			offset(order, 0x010E, 2, uint32(len(words)), at),
			offset(order, 0x010F, 2, uint32(len(words)), at),
			turned(order, 1),
			offset(order, 0x013B, 2, uint32(len(words)), at),
			offset(order, 0x8825, 4, 1, place),
		}, second),
		[]byte(words),
		directory(order, []entry{
			{0x0001, 2, 2, []byte("N\x00\x00\x00")},
			offset(order, 0x0002, 5, 3, at),
		}, 0),
		directory(order, []entry{
			offset(order, 0x0201, 4, 1, image),
			offset(order, 0x0202, 4, 1, uint32(len(thumbnail))),
		}, 0),
		thumbnail,
	)
}

// looping is Exif data whose directory leads to itself, as a part and as the next.
func looping() []byte {
	order := binary.BigEndian
	return slices.Concat(
		[]byte("MM\x00*\x00\x00\x00\x08"),
		directory(order, []entry{offset(order, 0x8769, 4, 1, 8), offset(order, 0x8825, 4, 1, 8)}, 8),
	)
}

// beyond is Exif data with a directory that ends before its entries do.
func beyond() []byte {
	return []byte("MM\x00*\x00\x00\x00\x08\xff\xff\x01\x12\x00\x03\x00\x00\x00")
}

// turn moves the pixels of the scene so that this orientation puts them upright.
// It returns where in the upright picture a pixel of the stored one belongs.
func turn(how, x, y, w, h int) (int, int) {
	switch how {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return h - 1 - y, x
	case 7:
		return h - 1 - y, w - 1 - x
	case 8:
		return y, w - 1 - x
	}
	return x, y
}
