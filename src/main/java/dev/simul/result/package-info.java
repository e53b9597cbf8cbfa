/**
 * What a visit to one URL yields: {@link dev.simul.result.CrawlRecord} and, where no whole response came, a
 * {@link dev.simul.result.FetchError}.
 *
 * <p>Immutable values, free of any library; every other package may use them, on any thread. A record is grouped by who
 * learns its fields ({@link dev.simul.result.Target} from the source, {@link dev.simul.result.Answer} from the fetch,
 * {@link dev.simul.result.Page} from the page, {@link dev.simul.result.Effort} from the clock); the flat form that users
 * see is the business of {@code dev.simul.sink}.
 */
@NullMarked
package dev.simul.result;

import org.jspecify.annotations.NullMarked;
