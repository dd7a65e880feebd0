//! The lines that a page draws: a table's rules are nowhere called so, they are strokes, or rectangles as thin as a line.
//! (ISO 32000-1, 8.5: path construction and painting.)

use pdf_extract::content::Content;
use pdf_extract::{Dictionary, Document, Object, ObjectId};

use super::turned::Turned;

/// A line along one axis: where it lies on the other, and from where to where it goes. In points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    pub at: f64,
    pub from: f64,
    pub to: f64,
}

/// All lines of a page that run across or down; others part no cells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rules {
    pub across: Vec<Rule>,
    pub down: Vec<Rule>,
}

/// A rectangle that is no wider than this is a line.
const THIN: f64 = 4.0;
/// A line shorter than this is a part of a sign.
const SHORTEST: f64 = 4.0;
/// A page with more lines is a drawing.
const MOST: usize = 6000;
/// Forms within forms.
const DEEPEST: usize = 6;

type Matrix = [f64; 6];
const SAME: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// The lines of a page; none where it draws too many.
pub fn rules(file: &Document, page: ObjectId, turned: Turned) -> Rules {
    let resources =
        super::inherited(file, page, b"Resources").and_then(|found| dictionary(file, found));
    let Ok(content) = file.get_page_content(page) else {
        return Rules::default();
    };
    let mut pen = Pen {
        file,
        turned,
        rules: Rules::default(),
        is_drawing: false,
    };
    pen.draw(&content, resources, 0);
    match pen.is_drawing {
        true => Rules::default(),
        false => pen.rules,
    }
}

fn dictionary<'f>(file: &'f Document, object: &'f Object) -> Option<&'f Dictionary> {
    file.dereference(object).ok()?.1.as_dict().ok()
}

/// Draws a page's content, of which only lines are kept.
struct Pen<'f> {
    file: &'f Document,
    turned: Turned,
    rules: Rules,
    /// Whether there were more lines than any table has.
    is_drawing: bool,
}

/// The points of one stroke of the pen.
type Trail = Vec<(f64, f64)>;

impl Pen<'_> {
    fn draw(&mut self, content: &[u8], resources: Option<&Dictionary>, depth: usize) {
        let Ok(content) = Content::decode(content) else {
            return;
        };
        let (mut matrix, mut kept): (Matrix, Vec<Matrix>) = (SAME, Vec::new());
        let mut trails: Vec<Trail> = Vec::new();
        for operation in &content.operations {
            let numbers: Vec<f64> = operation.operands.iter().filter_map(number).collect();
            match (operation.operator.as_str(), numbers.as_slice()) {
                ("q", _) => kept.push(matrix),
                ("Q", _) => matrix = kept.pop().unwrap_or(matrix),
                ("cm", [a, b, c, d, e, f]) => matrix = within([*a, *b, *c, *d, *e, *f], matrix),
                ("m", [x, y]) => trails.push(vec![place(matrix, *x, *y)]),
                ("l", [x, y]) => go(&mut trails, place(matrix, *x, *y)),
                // A curve is no line of a table; what comes after it goes on from its end.
                ("c", [.., x, y]) | ("v" | "y", [.., x, y]) => {
                    trails.push(vec![place(matrix, *x, *y)])
                }
                ("h", _) => close(&mut trails),
                ("re", [x, y, width, height]) => {
                    trails.push(corners(matrix, (*x, *y), (*width, *height)))
                }
                ("s" | "b" | "b*", _) => {
                    close(&mut trails);
                    self.stroke(&std::mem::take(&mut trails));
                }
                ("S" | "B" | "B*", _) => self.stroke(&std::mem::take(&mut trails)),
                ("f" | "F" | "f*", _) => self.fill(&std::mem::take(&mut trails)),
                ("n", _) => trails.clear(),
                ("Do", _) => self.form(operation.operands.first(), resources, depth),
                _ => {}
            }
            self.is_drawing |= self.rules.across.len() + self.rules.down.len() > MOST;
            if self.is_drawing {
                return;
            }
        }
    }

    /// The reader of the characters draws a form where the page begins, whatever its place; so lines and characters agree.
    fn form(&mut self, name: Option<&Object>, resources: Option<&Dictionary>, depth: usize) {
        let form = || {
            let forms = dictionary(self.file, resources?.get(b"XObject").ok()?)?;
            let form = forms.get(name?.as_name().ok()?).ok()?;
            let form = self.file.dereference(form).ok()?.1.as_stream().ok()?;
            let is_form = form.dict.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Form");
            (is_form && depth < DEEPEST).then_some(form)
        };
        let Some(form) = form() else { return };
        let own = form.dict.get(b"Resources").ok();
        let own = own.and_then(|own| dictionary(self.file, own)).or(resources);
        let content = form.decompressed_content();
        let content = content.unwrap_or_else(|_| form.content.clone());
        self.draw(&content, own, depth + 1);
    }

    fn stroke(&mut self, trails: &[Trail]) {
        for trail in trails {
            for pair in trail.windows(2) {
                self.keep(pair[0], pair[1]);
            }
        }
    }

    /// An area as thin as a line is one.
    fn fill(&mut self, trails: &[Trail]) {
        for trail in trails {
            let span = |axis: fn(&(f64, f64)) -> f64| {
                let values = trail.iter().map(axis);
                let (low, high) = (f64::INFINITY, f64::NEG_INFINITY);
                values.fold((low, high), |(low, high), value| {
                    (low.min(value), high.max(value))
                })
            };
            let ((left, right), (low, high)) = (span(|at| at.0), span(|at| at.1));
            let (width, height) = (right - left, high - low);
            if height <= THIN && width > height {
                let middle = f64::midpoint(low, high);
                self.keep((left, middle), (right, middle));
            } else if width <= THIN {
                let middle = f64::midpoint(left, right);
                self.keep((middle, low), (middle, high));
            }
        }
    }

    fn keep(&mut self, from: (f64, f64), to: (f64, f64)) {
        let (from, to) = (self.turned.place(from), self.turned.place(to));
        let (width, height) = ((to.0 - from.0).abs(), (to.1 - from.1).abs());
        if height <= 1.0 && width >= SHORTEST {
            self.rules.across.push(Rule {
                at: f64::midpoint(from.1, to.1),
                from: from.0.min(to.0),
                to: from.0.max(to.0),
            });
        } else if width <= 1.0 && height >= SHORTEST {
            self.rules.down.push(Rule {
                at: f64::midpoint(from.0, to.0),
                from: from.1.min(to.1),
                to: from.1.max(to.1),
            });
        }
    }
}

fn number(object: &Object) -> Option<f64> {
    match object {
        Object::Integer(whole) => Some(*whole as f64),
        Object::Real(real) => Some(f64::from(*real)),
        _ => None,
    }
}

/// The matrix of what is drawn with `inner` inside `outer`.
fn within(inner: Matrix, outer: Matrix) -> Matrix {
    let [a, b, c, d, e, f] = inner;
    let ((x1, y1), (x2, y2)) = (turn(outer, a, b), turn(outer, c, d));
    let (x, y) = place(outer, e, f);
    [x1, y1, x2, y2, x, y]
}

fn turn([a, b, c, d, ..]: Matrix, x: f64, y: f64) -> (f64, f64) {
    (a * x + c * y, b * x + d * y)
}

fn place(matrix: Matrix, x: f64, y: f64) -> (f64, f64) {
    let (turned_x, turned_y) = turn(matrix, x, y);
    (turned_x + matrix[4], turned_y + matrix[5])
}

fn go(trails: &mut Vec<Trail>, to: (f64, f64)) {
    match trails.last_mut() {
        Some(trail) => trail.push(to),
        None => trails.push(vec![to]),
    }
}

fn close(trails: &mut [Trail]) {
    if let Some(trail) = trails.last_mut()
        && let Some(first) = trail.first().copied()
    {
        trail.push(first);
    }
}

fn corners(matrix: Matrix, (x, y): (f64, f64), (width, height): (f64, f64)) -> Trail {
    let around = [
        (0.0, 0.0),
        (width, 0.0),
        (width, height),
        (0.0, height),
        (0.0, 0.0),
    ];
    around
        .map(|(right, up)| place(matrix, x + right, y + up))
        .to_vec()
}
