using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using MolScreen.Gateway.Jobs;
using MolScreen.Gateway.Store;

namespace MolScreen.Gateway.Http;

/// <summary>Turns what a caller did wrong into problem details (RFC 9457) with every reason in <c>reasons</c>.</summary>
internal static class RefusalFilter
{
    public static async ValueTask<object?> Invoke(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (StoreRefusedException e)
        {
            return Problem(e.Status, e.Reasons);
        }
        catch (JobFileException e)
        {
            return Problem(StatusCodes.Status400BadRequest, e.Problems);
        }
        catch (BadHttpRequestException e)
        {
            return Problem(e.StatusCode, [e.Message]);
        }
    }

    private static ProblemHttpResult Problem(int status, IReadOnlyList<string> reasons) => TypedResults.Problem(
        detail: string.Join(Environment.NewLine, reasons), statusCode: status, extensions: new Dictionary<string, object?> { ["reasons"] = reasons });
}
