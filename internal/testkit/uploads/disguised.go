package uploads

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"strings"
	"unicode/utf16"
)

const (
	plainSVG = `<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><script>alert("PLANTED")</script></svg>`
	page     = `<!DOCTYPE html><html><body><script>alert("PLANTED")</script></body></html>`
	program  = `<?php system("PLANTED"); ?>`
	// maxFile is how large a file may be.
	maxFile = 11 << 20
)

// archive is a ZIP with one file.
func archive() []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("PLANTED.html")
	must(err)
	_, err = w.Write([]byte(page))
	must(err)
	must(z.Close())
	return b.Bytes()
}

// gzipped is data as gzip packs it.
func gzipped(data string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := z.Write([]byte(data))
	must(err)
	must(z.Close())
	return b.Bytes()
}

// takenDisguised are pictures with a wrong name or a second meaning.
func takenDisguised() []File {
	j := func() []byte { return simpleJPEG(80, 64) }
	p := pngScene(64, 48, 8, trueColour).bytes
	var list []File
	for _, name := range []string{"photo.svg", "photo.exe", "photo.html", "photo.php.jpg", "../../photo.jpg", "photo", "<script>.jpg"} {
		list = append(list, quarter(name, "JPEG that is called "+name, 80, 64, j))
	}
	return append(list,
		quarter("photo.jpg", "PNG that is called photo.jpg", 64, 48, p),
		quarter("photo.png", "WebP that is called photo.png", 80, 64, func() []byte { return webpOf(scene(80, 64), false) }),
		quarter("photo.jpg", "JPEG with bytes behind it", 80, 64, func() []byte { return joined(j(), bytes.Repeat([]byte(planted), 1000)) }),
		quarter("photo.jpg", "JPEG that is a ZIP too", 80, 64, func() []byte { return joined(j(), archive()) }),
		quarter("photo.jpg", "JPEG with a page in its comment", 80, 64, func() []byte { return withSegments(j(), segment(comment, []byte(page))) }),
		quarter("photo.jpg", "JPEG with a program in its comment", 80, 64, func() []byte { return withSegments(j(), segment(comment, []byte(program))) }),
		quarter("photo.jpg", "JPEG with a script that its first segment hides", 80, 64, func() []byte {
			return withSegments(j(), segment(app0, []byte("*/=alert('PLANTED')/*")))
		}),
		quarter("photo.jpg", "JPEG with another picture behind it", 80, 64, func() []byte {
			return joined(j(), blankWebP(90, 90), jpegFile{w: 8, h: 8, parts: colours(0x11)}.bytes())
		}),
		quarter("drawing.png", "PNG with a page in its words", 64, 48, withChunks(chunk("tEXt", []byte("Comment\x00"+page))).bytes),
		quarter("drawing.png", "PNG with a page behind it", 64, 48, func() []byte { return joined(p(), []byte(page+program)) }),
		quarter("drawing.png", "PNG with a drawing in SVG behind it", 64, 48, func() []byte { return joined(p(), []byte(plainSVG)) }),
		quarter("drawing.gif", "GIF with a script behind it", 80, 64, func() []byte {
			return joined(gifOf(80, 64, frame{w: 80, h: 64}), []byte("*/=alert('PLANTED');"))
		}),
		taken("drawing.gif", "GIF that is a script too", 0x2A2F, 8, func() []byte { // its width reads "/*"
			return joined(gifOf(0x2A2F, 8, frame{w: 0x2A2F, h: 8, pixels: make([]byte, 0x2A2F*8)}), []byte("*/=1;alert('PLANTED');"))
		}),
		quarter("photo.webp", "WebP with a page behind it", 80, 64, func() []byte { return joined(webpOf(scene(80, 64), false), []byte(page)) }),
	)
}

// refusedFormats are files that are no picture, or none of a kind that is taken.
func refusedFormats() []File {
	var entities strings.Builder
	entities.WriteString(`<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "PLANTED">`)
	for c := 'b'; c < 'l'; c++ {
		fmt.Fprintf(&entities, `<!ENTITY %c "&%c;&%c;&%c;&%c;&%c;&%c;">`, c, c-1, c-1, c-1, c-1, c-1, c-1)
	}
	var wide []byte
	for _, u := range utf16.Encode([]rune(plainSVG)) {
		wide = binary.LittleEndian.AppendUint16(wide, u)
	}
	ftyp := func(brand string) func() []byte {
		return bytesOf("\x00\x00\x00\x18ftyp" + brand + "\x00\x00\x00\x00mif1" + brand)
	}
	return []File{
		refused("drawing.svg", "SVG", "svg", bytesOf(plainSVG)),
		refused("drawing.svg", "SVG in capitals", "svg", bytesOf("<SVG onload=alert(1)>")),
		refused("drawing.svg", "SVG with a byte order mark", "svg", bytesOf("\ufeff"+plainSVG)),
		refused("drawing.svg", "SVG with a prologue", "svg", bytesOf("<?xml version=\"1.0\"?>\n<!-- drawing -->\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"x.dtd\">"+plainSVG)),
		refused("drawing.svg", "SVG with entities that multiply", "svg", bytesOf(entities.String()+"]><svg>&k;</svg>")),
		refused("photo.png", "SVG that is called photo.png", "svg", bytesOf(plainSVG)),
		refused("drawing.svgz", "SVG packed with gzip", "format", func() []byte { return gzipped(plainSVG) }),
		refused("drawing.svg", "SVG in UTF-16", "format", func() []byte { return joined([]byte("\xff\xfe"), wide) }),
		refused("page.html", "HTML", "format", bytesOf(page)),
		refused("photo.jpg", "HTML that is called photo.jpg", "format", bytesOf(page)),
		refused("text.pdf", "PDF", "format", bytesOf("%PDF-1.7\n1 0 obj <</Type/Catalog>> endobj\n%%EOF")),
		refused("drawing.eps", "PostScript", "format", bytesOf("%!PS-Adobe-3.0 EPSF-3.0\nshowpage")),
		refused("files.zip", "ZIP", "format", archive),
		refused("program.exe", "EXE", "format", bytesOf("MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff")),
		refused("program", "ELF", "format", bytesOf("\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00")),
		refused("photo.php", "PHP", "format", bytesOf(program)),
		refused("empty.jpg", "nothing", "format", bytesOf("")),
		refused("text.txt", "text", "format", bytesOf("GIF, PNG and JPEG are formats of pictures.")),
		refused("photo.jpg", "a picture with bytes before it", "format", func() []byte { return joined([]byte("\n"), simpleJPEG(80, 64)) }),
		refused("photo.heic", "HEIC", "heic", ftyp("heic")),
		refused("photo.avif", "AVIF", "heic", ftyp("avif")),
		refused("film.mp4", "MP4", "heic", ftyp("isom")),
		refused("photo.tif", "TIFF of the one order", "format", bytesOf("II*\x00\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00")),
		refused("photo.tif", "TIFF of the other order", "format", bytesOf("MM\x00*\x00\x00\x00\x08\x00\x00\x00\x00\x00\x00\x00\x00")),
		refused("drawing.bmp", "BMP", "format", bytesOf("BM\x46\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00")),
		refused("favicon.ico", "ICO with a PNG in it", "format", func() []byte {
			return joined([]byte("\x00\x00\x01\x00\x01\x00\x10\x10\x00\x00\x01\x00\x20\x00\x00\x01\x00\x00\x16\x00\x00\x00"), pngScene(16, 16, 8, trueColour).bytes())
		}),
		refused("photo.jxl", "JPEG XL", "format", bytesOf("\xff\x0a\xfa\x7f\x01\x90\x00\x00\x00\x00\x00\x00")),
		refused("photo.jxl", "JPEG XL in a box", "format", bytesOf("\x00\x00\x00\x0cJXL \x0d\x0a\x87\x0a\x00\x00\x00\x14")),
		refused("photo.jp2", "JPEG 2000", "format", bytesOf("\x00\x00\x00\x0cjP  \x0d\x0a\x87\x0a\x00\x00\x00\x14")),
		refused("sound.wav", "sound in the same wrapping as WebP", "format", bytesOf("RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00")),
		refused("large.jpg", "JPEG with too many bytes behind it", "bytes", func() []byte { return joined(simpleJPEG(80, 64), make([]byte, maxFile)) }),
		refused("zeros.bin", "too many zeros", "bytes", func() []byte { return make([]byte, maxFile+1) }),
	}
}

// refusedCut are files of each kind that end too early.
func refusedCut() []File {
	var list []File
	for _, f := range []struct {
		name   string
		data   func() []byte
		bare   int // bytes of the signature
		ending int // bytes that nothing needs
	}{
		{"photo.jpg", func() []byte { return simpleJPEG(80, 64) }, 3, 0},
		{"passes.jpg", jpegFile{w: 160, h: 96, parts: colours(0x22), frame: sof2, passes: 6}.bytes, 3, 0},
		{"drawing.png", pngScene(64, 48, 8, trueColour).bytes, 8, 0},
		{"drawing.gif", func() []byte { return gifOf(80, 64, frame{w: 80, h: 64}) }, 6, 2},
		{"photo.webp", func() []byte { return webpOf(scene(160, 128), false) }, 12, 0},
		{"drawing.webp", func() []byte { return webpOf(Photo(32, 32), true) }, 12, 0},
	} {
		cut := func(what string, at func(whole int) int) File {
			return refused(f.name, fmt.Sprintf("%s that ends %s", f.name, what), "damaged", func() []byte {
				b := f.data()
				return b[:at(len(b)-f.ending)]
			})
		}
		list = append(list,
			cut("after its signature", func(int) int { return f.bare }),
			cut("after its first bytes", func(int) int { return f.bare + 6 }),
			cut("after a quarter", func(whole int) int { return max(whole/4, f.bare+7) }),
			cut("in its middle", func(whole int) int { return whole / 2 }),
			cut("shortly before its end", func(whole int) int { return whole - whole/16 - 1 }),
		)
	}
	return list
}
