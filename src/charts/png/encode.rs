//! Writes the pixels of a figure as a PNG with a palette. A figure has four colours, greys and the
//! shades between them at the edges of letters; as numbers of a palette they take half the room of
//! full colours and a tenth of the time. The encoder is that of resvg itself.

use std::cmp::Reverse;

use ::png::{BitDepth, ColorType, DeflateCompression, Encoder, Filter};
use hashbrown::HashMap;

/// The most colours of a palette.
const MOST: usize = 256;
/// Measured on the figures of a ministry: higher levels save less than a tenth at twice the time.
const LEVEL: DeflateCompression = DeflateCompression::Level(6);

type Colour = [u8; 3];

/// The picture of opaque pixels, four bytes each, row by row. In their place the numbers of their
/// colours are left.
pub(super) fn png(width: u32, height: u32, pixels: &mut [u8]) -> Vec<u8> {
    let palette = number(pixels);
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, width, height);
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_palette(palette.concat());
    encoder.set_deflate_compression(LEVEL);
    // Neighbouring numbers of a palette have nothing in common.
    encoder.set_filter(Filter::NoFilter);
    let written = encoder.write_header().and_then(|mut writer| {
        writer.write_image_data(&pixels[..pixels.len() / 4])?;
        writer.finish()
    });
    written.expect("a picture in memory can be encoded");
    bytes
}

/// A colour of a picture, how many pixels have it, and when it was met first.
struct Met {
    colour: Colour,
    pixels: u32,
    place: usize,
}

/// The colours, most frequent first; each pixel is replaced by the number of its colour, so that the
/// first quarter of the bytes holds all. Colours beyond the palette are shades of single pixels at the
/// edges of letters: each takes the nearest that is left.
fn number(pixels: &mut [u8]) -> Vec<Colour> {
    // Every run of one colour: the place of the colour among those met, and its length.
    let mut runs: Vec<(u32, u32)> = Vec::with_capacity(pixels.len() / 32);
    let mut places: HashMap<u32, u32> = HashMap::new();
    let mut all: Vec<Met> = Vec::new();
    let (quads, _) = pixels.as_chunks::<4>();
    for run in quads.chunk_by(|a, b| a == b) {
        let [red, green, blue, _] = run[0];
        let place = *places.entry(u32::from_le_bytes(run[0])).or_insert_with(|| {
            all.push(Met { colour: [red, green, blue], pixels: 0, place: all.len() });
            all.len() as u32 - 1
        });
        all[place as usize].pixels += run.len() as u32;
        runs.push((place, run.len() as u32));
    }
    all.sort_unstable_by_key(|met| (Reverse(met.pixels), met.colour));
    let palette: Vec<Colour> = all.iter().take(MOST).map(|met| met.colour).collect();
    let mut numbers = vec![0; all.len()];
    for (number, met) in all.iter().enumerate() {
        let number = if number < MOST { number } else { nearest(&palette, met.colour) };
        numbers[met.place] = number as u8;
    }
    let mut from = 0;
    for (place, length) in runs {
        let to = from + length as usize;
        pixels[from..to].fill(numbers[place as usize]);
        from = to;
    }
    palette
}

fn nearest(palette: &[Colour], colour: Colour) -> usize {
    let distance = |other: &Colour| -> u32 {
        let channels = other.iter().zip(colour);
        channels.map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
    };
    let places = palette.iter().enumerate();
    places.min_by_key(|(_, other)| distance(other)).map_or(0, |(place, _)| place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pixels(colours: impl Iterator<Item = Colour>) -> Vec<u8> {
        colours.flat_map(|[red, green, blue]| [red, green, blue, 255]).collect()
    }

    #[test]
    fn a_picture_of_few_colours_keeps_each_of_them() {
        let given = [[255, 255, 255], [18, 67, 109], [255, 255, 255], [244, 106, 37]];
        let mut pixels = pixels(given.into_iter());
        assert_eq!(number(&mut pixels), [[255, 255, 255], [18, 67, 109], [244, 106, 37]]);
        assert_eq!(pixels[..4], [0, 1, 0, 2]);
    }

    #[test]
    fn a_colour_beyond_the_palette_takes_the_nearest() {
        // 256 greys twice each, and once a grey with a breath of blue.
        let greys = (0..=255_u8).flat_map(|v| [[v, v, v]; 2]);
        let mut pixels = pixels(greys.chain([[40, 40, 41]]));
        let palette = number(&mut pixels);
        assert_eq!(palette.len(), 256);
        assert_eq!(palette[pixels[512] as usize], [40, 40, 40]);
    }

    #[test]
    fn the_picture_reads_back_as_it_was_drawn() {
        let mut given = pixels([[255, 255, 255], [18, 67, 109], [1, 2, 3], [0, 0, 0]].into_iter());
        let bytes = png(2, 2, &mut given);
        let mut decoder = ::png::Decoder::new(std::io::Cursor::new(bytes));
        decoder.set_transformations(::png::Transformations::EXPAND);
        let mut reader = decoder.read_info().unwrap();
        let mut read = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut read).unwrap();
        assert_eq!(read, [255, 255, 255, 18, 67, 109, 1, 2, 3, 0, 0, 0]);
    }
}
