using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using MolScreen.Gateway.Jobs;
using MolScreen.Gateway.Store;
using Polly.Timeout;

namespace MolScreen.Gateway.Http;

/// <summary>Turns what a caller did wrong, and a store that is away, into problem details (RFC 9457) with every reason in <c>reasons</c>.</summary>
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
        catch (HttpRequestException e) when (e.StatusCode is not null)
        {
            return Problem(StatusCodes.Status502BadGateway, [$"The store failed with status {(int)e.StatusCode}; its log says why."]);
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutRejectedException)
        {
            return Problem(StatusCodes.Status503ServiceUnavailable, ["The store does not answer; try again in a while."]);
        }
    }

    private static ProblemHttpResult Problem(int status, IReadOnlyList<string> reasons) => TypedResults.Problem(
        detail: string.Join(Environment.NewLine, reasons), statusCode: status, extensions: new Dictionary<string, object?> { ["reasons"] = reasons });
}
