/** Signing in: the start page, what a person is asked for, the stop at a wrong account. */
@NullMarked
package app.medzenhealth.cutover.ui.signin;

import org.jspecify.annotations.NullMarked;
